package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The registered instances of a cluster as one state has them, for all the services that are planned on it: what every
/// plan asks of them is worked out once, and not before it is asked. One thread at a time.
public final class Instances {
    private final List<InstanceLoad> loads;
    private final Set<ContainerInstanceId> draining = new HashSet<>();
    private final Map<ContainerInstanceId, InstanceLoad> byId = new HashMap<>();

    public Instances(Collection<InstanceLoad> loads) {
        this.loads = List.copyOf(loads);
        for (InstanceLoad load : this.loads) {
            if (load.instance().status() == ContainerInstance.Status.DRAINING) {
                draining.add(load.instance().id());
            }
        }
    }

    public List<InstanceLoad> loads() {
        return loads;
    }

    boolean draining(ContainerInstanceId id) {
        return draining.contains(id);
    }

    Map<ContainerInstanceId, InstanceLoad> byId() {
        if (byId.size() != loads.size()) {
            loads.forEach(load -> byId.put(load.instance().id(), load));
        }
        return byId;
    }
}
