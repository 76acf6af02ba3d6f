package io.argosy.model;

import java.util.Map;

/// A registered instance with what tasks take on it: `used` sums the needs of the tasks that hold resources there
/// (pending, running, stopping), `liveByGroup` counts those tasks by group.
public record InstanceLoad(
        ContainerInstance instance, Resources used, Map<String, Integer> liveByGroup, int running, int pending) {

    public InstanceLoad {
        liveByGroup = Map.copyOf(liveByGroup);
    }
}
