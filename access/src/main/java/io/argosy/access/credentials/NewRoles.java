package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
import io.argosy.access.principals.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes roles that are asked for and are not there, where the server may (decision 0223).
public final class NewRoles {
    private static final int USUAL_SESSION = 3_600;
    private static final String NAME = "([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}";

    private final AccountAccess access;
    private final KeyMaker keys;
    private final boolean allowed;

    public NewRoles(AccountAccess access, KeyMaker keys, boolean allowed) {
        this.access = access;
        this.keys = keys;
        this.allowed = allowed;
    }

    /// A role that `service` may take, with these policies; nothing if none may be made, or not by this ARN.
    Optional<Role> make(String arn, String service, List<String> policies) {
        String prefix = "arn:aws:iam::" + access.account() + ":role/";
        if (!allowed || !arn.matches(Pattern.quote(prefix) + NAME)) {
            return Optional.empty();
        }
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        String path = arn.substring(prefix.length() - 1, arn.lastIndexOf('/') + 1);
        return access.write(tx -> {
            Optional<Role> known = AccessState.of(tx.state()).role(name);
            if (known.isPresent()) {
                return known.filter(role -> role.arn(access.account()).equals(arn));
            }
            Grants grants = Grants.NONE;
            for (String policy : policies) {
                grants = grants.attach(policy);
            }
            var role = new Role(
                    name,
                    path,
                    keys.id("AROA"),
                    trusting(service),
                    new Role.Settings("Made when " + maker(service) + " first asked for it", USUAL_SESSION),
                    List.of(),
                    grants,
                    tx.now());
            tx.add(role);
            return Optional.of(role);
        });
    }

    private static String maker(String service) {
        return service.startsWith("ecs-tasks.") ? "a task" : service;
    }

    private static String trusting(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }
}
