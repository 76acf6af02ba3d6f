package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.wire.access.Rights;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Roles that the server's own services take, to call others as those who lent them the role may: no key is made.
public final class ServiceRoles {
    private static final List<String> POLICIES = List.of(
            "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole",
            "arn:aws:iam::aws:policy/service-role/AWSBatchServiceEventTargetRole");

    private final AccountAccess access;
    private final RoleTrust trust;
    private final ParsedPolicies policies;
    private final NewRoles newRoles;
    private final InstantSource clock;

    public ServiceRoles(
            AccountAccess access, RoleTrust trust, ParsedPolicies policies, NewRoles newRoles, InstantSource clock) {
        this.access = access;
        this.trust = trust;
        this.policies = policies;
        this.newRoles = newRoles;
        this.clock = clock;
    }

    /// Whom calls come from while a service has taken a role, and what that one may do.
    public record Taken(String principal, Rights rights) {}

    /// The role of this ARN, if it trusts the service for what is done for `source`. One that is not there is made
    /// where the server makes roles: it may run tasks and submit jobs.
    public Optional<Taken> take(String roleArn, String service, String source) {
        return access.read()
                .roleOf(access.account(), roleArn)
                .or(() -> newRoles.make(roleArn, service, POLICIES))
                .filter(role -> trust.ofService(role, service, source))
                .map(role -> taken(role, service.substring(0, service.indexOf('.'))));
    }

    private Taken taken(Role role, String session) {
        AccessState state = access.read();
        Map<String, List<String>> keys = PrincipalKeys.of(role, session, access.account(), clock.instant());
        return new Taken(
                role.sessionArn(access.account(), session),
                new PolicyRights(policies.of(role.grants(), state), PolicyRights.IDENTITY, keys));
    }
}
