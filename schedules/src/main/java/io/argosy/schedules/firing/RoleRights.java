package io.argosy.schedules.firing;

import io.argosy.wire.access.Rights;
import java.util.Optional;

/// What the room asks of roles; the room that has them answers.
public interface RoleRights {
    /// The role of this ARN as a service takes it for a schedule: `service` is what the role must trust, `source` the
    /// schedule's ARN. Nothing if it may not.
    Optional<Taken> take(String role, String service, String source);

    /// Whom calls come from then, and what that one may do.
    record Taken(String principal, Rights rights) {}
}
