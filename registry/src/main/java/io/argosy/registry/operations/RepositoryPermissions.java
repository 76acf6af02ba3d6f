package io.argosy.registry.operations;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.shapes.ecr.Tag;
import io.argosy.wire.access.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What requests about repositories need. What cannot be a repository's name stays as it is, for the operation to
/// refuse; a repository of another registry is named as that one's.
final class RepositoryPermissions {
    private RepositoryPermissions() {}

    static List<Permission> on(String action, Caller caller, String name, Optional<String> registryId) {
        return List.of(Permission.on(action, arn(caller.realm(), name, registryId)));
    }

    static List<Permission> onEach(String action, Caller caller, List<String> names, Optional<String> registryId) {
        return Permission.onEach(
                action,
                names.stream()
                        .map(name -> arn(caller.realm(), name, registryId))
                        .toList());
    }

    private static String arn(AccountRegion realm, String name, Optional<String> registryId) {
        if (!RepositoryKey.valid(name)) {
            return name.isEmpty() ? Permission.ANY_RESOURCE : name;
        }
        return registryId
                .filter(registry -> !registry.equals(realm.account()))
                .map(other -> "arn:aws:ecr:" + realm.region() + ":" + other + ":repository/" + name)
                .orElseGet(() -> new Arns(realm).repository(name));
    }

    static Map<String, String> values(List<Tag> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        return values;
    }
}
