package io.argosy.app.server;

import io.argosy.access.credentials.ServiceRoles;
import io.argosy.schedules.firing.RoleRights;
import java.util.Optional;

/// What schedules ask of roles, answered by the room that has them.
final class RolesOfSchedules implements RoleRights {
    private final ServiceRoles roles;

    RolesOfSchedules(ServiceRoles roles) {
        this.roles = roles;
    }

    @Override
    public Optional<Taken> take(String role, String service, String source) {
        return roles.take(role, service, source).map(taken -> new Taken(taken.principal(), taken.rights()));
    }
}
