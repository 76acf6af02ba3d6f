package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import java.util.Optional;
import java.util.function.Function;

/// The registered instances of a cluster as one state has them: a plan asks for those that its tasks are on.
public record Instances(Function<ContainerInstanceId, Optional<InstanceLoad>> byId) {
    Optional<InstanceLoad> load(ContainerInstanceId id) {
        return byId.apply(id);
    }

    boolean draining(ContainerInstanceId id) {
        return load(id).filter(load -> load.instance().status() == ContainerInstance.Status.DRAINING)
                .isPresent();
    }
}
