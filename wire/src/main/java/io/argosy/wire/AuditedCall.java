package io.argosy.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a request that could have changed something: when it came, who asked for what and from where, what it
/// named and which resources that means to policies, and what the answer was.
public record AuditedCall(Instant at, String requestId, Who who, What what, int status, Optional<String> error) {

    /// Whose key signed it, and the other end of its connection.
    public record Who(String principal, String accessKeyId, String address, String userAgent) {}

    /// `named` are the members that say what it is about; `resources` are ARNs.
    public record What(
            String service, String operation, String region, Map<String, String> named, List<String> resources) {
        public What {
            named = Map.copyOf(named);
            resources = List.copyOf(resources);
        }
    }
}
