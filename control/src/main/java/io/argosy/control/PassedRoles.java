package io.argosy.control;

import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The roles that a request gives to tasks: who may not use a role must not lend it to one.
public final class PassedRoles {
    private PassedRoles() {}

    /// `roles` are names or ARNs, as a definition or overrides have them.
    public static List<Permission> permissions(RequestedArns requested, Stream<Optional<String>> roles) {
        return roles.flatMap(Optional::stream)
                .filter(role -> !role.isEmpty())
                .map(requested::role)
                .distinct()
                .map(role -> Permission.on("iam:PassRole", role).with("iam:PassedToService", "ecs-tasks.amazonaws.com"))
                .toList();
    }
}
