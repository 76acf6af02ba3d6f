package io.argosy.sessions;

import io.argosy.wire.acs.RoleCredentials;
import java.time.Instant;
import java.util.Optional;

/// Where the keys of tasks' roles come from.
@FunctionalInterface
public interface RoleKeys {
    /// Where nobody knows of roles, none can be had.
    RoleKeys NONE = _ -> Optional.empty();

    /// What a task has a role for, as agents call it.
    enum Use {
        APPLICATION("TaskApplication"),
        EXECUTION("TaskExecution");

        private final String roleType;

        Use(String roleType) {
            this.roleType = roleType;
        }

        String roleType() {
            return roleType;
        }
    }

    /// A task, and the role it is to have keys of, by their ARNs.
    record Wanted(String task, String role, Use use) {}

    /// Keys, and when they are to be asked for again.
    record Keys(RoleCredentials credentials, Instant renewAt) {}

    /// The keys of a task by now; nothing if the role is not there or does not trust tasks.
    Optional<Keys> of(Wanted wanted);
}
