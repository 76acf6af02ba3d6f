package io.argosy.jobqueues.resources;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What requests need (batch-semantics 14).
public final class BatchPermissions {
    private BatchPermissions() {}

    /// An action on something that has these tags, or on nothing that is there.
    public static Permission on(String action, String arn, Map<String, String> tags) {
        return Permission.on("batch:" + action, arn).withResourceTags(tags);
    }

    /// To make something: to make it, and where it gets tags, to tag it.
    public static List<Permission> making(String action, String arn, Optional<Map<String, String>> given) {
        Permission making = Permission.on("batch:" + action, arn);
        Map<String, String> tags = given.orElse(Map.of());
        return tags.isEmpty()
                ? List.of(making)
                : List.of(
                        making.withTags(tags),
                        Permission.on("batch:TagResource", arn).withTags(tags));
    }

    /// To hand a role, by its name or ARN, to a service.
    public static Stream<Permission> passing(AccountRegion realm, Optional<String> role, String service) {
        return role.filter(given -> !given.isEmpty()).stream()
                .map(given -> Permission.on("iam:PassRole", new Arns(realm).role(given))
                        .with("iam:PassedToService", service));
    }
}
