package io.argosy.capacity;

import io.argosy.state.ClusterStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The work of all rooms that waits for instances. A room says once, when it opens, that it has some.
public final class WaitingWorks {
    private final List<WaitingWork> all = new CopyOnWriteArrayList<>();

    public void add(WaitingWork work) {
        all.add(work);
    }

    /// What any room has for that provider.
    public List<WaitingWork.Wanted> of(ClusterStore cluster, String provider) {
        return all.stream().map(work -> work.of(cluster, provider)).toList();
    }
}
