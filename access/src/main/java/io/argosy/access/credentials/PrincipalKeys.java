package io.argosy.access.credentials;

import io.argosy.access.principals.Principal;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What conditions of policies read of whoever asks (`aws:username`, `aws:PrincipalArn`, …), and the time.
final class PrincipalKeys {
    private PrincipalKeys() {}

    static Map<String, List<String>> of(User user, String account, Instant now) {
        Map<String, List<String>> keys = common(user, account, now);
        keys.put("aws:username", List.of(user.name()));
        keys.put("aws:userid", List.of(user.id()));
        keys.put("aws:PrincipalType", List.of("User"));
        return keys;
    }

    static Map<String, List<String>> of(Role role, String session, String account, Instant now) {
        Map<String, List<String>> keys = common(role, account, now);
        keys.put("aws:userid", List.of(role.id() + ":" + session));
        keys.put("aws:PrincipalType", List.of("AssumedRole"));
        return keys;
    }

    /// Nobody shows a second factor here.
    static void temporary(Map<String, List<String>> keys, Instant issuedAt) {
        keys.put("aws:TokenIssueTime", List.of(text(issuedAt)));
        keys.put("aws:MultiFactorAuthPresent", List.of("false"));
    }

    private static Map<String, List<String>> common(Principal principal, String account, Instant now) {
        Map<String, List<String>> keys = new HashMap<>();
        principal.tags().forEach(tag -> keys.put("aws:PrincipalTag/" + tag.key(), List.of(tag.value())));
        keys.put("aws:PrincipalArn", List.of(principal.arn(account)));
        keys.put("aws:PrincipalAccount", List.of(account));
        keys.put("aws:PrincipalIsAWSService", List.of("false"));
        keys.put("aws:ViaAWSService", List.of("false"));
        keys.put("aws:CurrentTime", List.of(text(now)));
        keys.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
        return keys;
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
