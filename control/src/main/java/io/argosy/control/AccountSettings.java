package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.Setting;
import io.argosy.model.SettingName;
import io.argosy.state.AccountState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which value of an account setting counts for a principal (ecs-semantics 10.1): its own, the root user's, the usual.
public final class AccountSettings {
    private static final Pattern SESSION = Pattern.compile("arn:aws:sts::([0-9]{12}):assumed-role/([^/]+)/.*");

    private AccountSettings() {}

    public static String effective(AccountState account, AccountRegion realm, String principal, SettingName name) {
        return given(account, principal, name)
                .or(() -> given(account, realm.root(), name))
                .map(Setting::value)
                .orElseGet(name::usual);
    }

    public static Optional<Setting> given(AccountState account, String principal, SettingName name) {
        return account.table(Setting.KIND).get(Setting.key(principal, name));
    }

    /// Whose settings count for a caller: a session has those of its role.
    public static String principal(Caller caller) {
        Matcher session = SESSION.matcher(caller.principalArn());
        return session.matches()
                ? "arn:aws:iam::" + session.group(1) + ":role/" + session.group(2)
                : caller.principalArn();
    }
}
