package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ContainerInstanceId;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import java.util.Set;

/// What the agent of an instance may push: images of those repositories only that it builds for just now.
public record BuildRights(Stores stores) {
    private static final Set<String> PUSH = Set.of(
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage");

    public boolean allows(AccountRegion realm, ContainerInstanceId instance, Permission wanted) {
        return PUSH.contains(wanted.action())
                && stores.account(realm).read().table(Build.KIND).under(Build.BY_INSTANCE, instance.value()).stream()
                        .anyMatch(build -> build.target().arn(realm).equals(wanted.resource()));
    }
}
