package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// What requests need. An action on a group is on all that begins with the group's ARN and `:log-stream:`, so that a
/// policy allows it which names the group with `:*` behind it.
final class LogPermissions {
    private LogPermissions() {}

    static List<Permission> group(String action, Caller caller, String name) {
        return List.of(Permission.on(action, new LogArns(caller.realm()).stream(name, "")));
    }

    static List<Permission> group(String action, Caller caller, Optional<String> name, Optional<String> identifier) {
        return group(action, caller, meant(caller.realm(), name, identifier));
    }

    static List<Permission> stream(String action, Caller caller, String group, String stream) {
        return List.of(Permission.on(action, new LogArns(caller.realm()).stream(group, stream)));
    }

    static String meant(AccountRegion realm, Optional<String> name, Optional<String> identifier) {
        return new LogArns(realm).name(name.or(() -> identifier).orElse(""));
    }

    /// Tags are the group's own: its ARN has nothing behind the name.
    static Permission tags(String action, Caller caller, String arnOrName) {
        var arns = new LogArns(caller.realm());
        return Permission.on(action, arnOrName.isEmpty() ? Permission.ANY_RESOURCE : arns.group(arns.name(arnOrName)));
    }
}
