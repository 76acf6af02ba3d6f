package io.argosy.accountsettings;

import io.argosy.control.AccountSettings;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.SettingName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what requests name: a setting, a value, a principal (ecs-semantics 1.4, 10.1).
final class Asked {
    private static final int LONGEST_PRINCIPAL = 600;
    private static final Pattern PRINCIPAL =
            Pattern.compile("arn:aws:iam::([0-9]{12}):(root|(user|role)/[\\x21-\\x7e]+)");

    private Asked() {}

    static SettingName name(String word) {
        return SettingName.of(word)
                .orElseThrow(() -> ApiError.invalidParameter(word + " should be one of ["
                                + Arrays.stream(SettingName.values())
                                        .map(SettingName::word)
                                        .collect(Collectors.joining(","))
                                + "]")
                        .thrown());
    }

    /// One that callers may change, and this one may.
    static SettingName changed(String word, Caller caller) {
        SettingName name = name(word);
        if (name.managed()) {
            throw ApiError.invalidParameter("The account setting " + word + " cannot be changed.")
                    .thrown();
        }
        if (name == SettingName.FARGATE_TASK_RETIREMENT_WAIT_PERIOD && !caller.root()) {
            throw ApiError.client("Only the root user can change the account setting " + word + ".")
                    .thrown();
        }
        return name;
    }

    static String value(SettingName name, String value) {
        List<String> allowed = name.allowed();
        if (!allowed.contains(value)) {
            throw ApiError.invalidParameter(name.word() + " should be one of [" + String.join(",", allowed) + "]")
                    .thrown();
        }
        return value;
    }

    /// The caller, unless the request names somebody else of its account.
    static String principal(Caller caller, Optional<String> asked) {
        return asked.map(arn -> checked(caller, arn)).orElseGet(() -> AccountSettings.principal(caller));
    }

    private static String checked(Caller caller, String arn) {
        var principal = PRINCIPAL.matcher(arn);
        if (arn.length() > LONGEST_PRINCIPAL
                || !principal.matches()
                || !principal.group(1).equals(caller.realm().account())) {
            throw ApiError.invalidParameter("principalArn should be the ARN of a user, a role or the root user of"
                            + " account " + caller.realm().account())
                    .thrown();
        }
        return arn;
    }
}
