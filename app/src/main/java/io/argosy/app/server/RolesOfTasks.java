package io.argosy.app.server;

import io.argosy.access.credentials.TaskRoles;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.TaskUse;
import io.argosy.control.AssumableRoles;
import io.argosy.sessions.RoleKeys;
import io.argosy.wire.acs.RoleCredentials;
import java.util.Optional;

/// What control and the agents' sessions ask of roles, answered by the room that has them.
final class RolesOfTasks implements AssumableRoles, RoleKeys {
    private final TaskRoles roles;

    RolesOfTasks(TaskRoles roles) {
        this.roles = roles;
    }

    @Override
    public boolean assumable(String role, AssumableRoles.Use use, String tasks) {
        return roles.assumable(
                role,
                switch (use) {
                    case APPLICATION -> TaskUse.APPLICATION;
                    case EXECUTION -> TaskUse.EXECUTION;
                },
                tasks);
    }

    @Override
    public Optional<RoleKeys.Keys> of(RoleKeys.Wanted wanted) {
        TaskUse use = switch (wanted.use()) {
            case APPLICATION -> TaskUse.APPLICATION;
            case EXECUTION -> TaskUse.EXECUTION;
        };
        return roles.keys(new TaskRoles.Wanted(wanted.task(), wanted.role(), use))
                .map(given -> new RoleKeys.Keys(credentials(given), given.renewAt()));
    }

    private static RoleCredentials credentials(TaskRoles.Given given) {
        TemporaryKey key = given.key();
        return new RoleCredentials(
                given.path(),
                given.role(),
                key.id(),
                key.secret(),
                key.token(),
                key.expiresAt().toString(),
                Optional.empty());
    }
}
