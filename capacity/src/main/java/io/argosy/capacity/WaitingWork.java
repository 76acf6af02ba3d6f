package io.argosy.capacity;

import io.argosy.model.Resources;
import io.argosy.state.ClusterStore;
import java.util.List;

/// Work of another room that waits for instances and is no task yet: it counts among what a capacity provider needs
/// instances for (ecs-semantics 9.3). It is asked after commits, and answers from what is durable.
public interface WaitingWork {
    /// What of this cluster waits for that provider.
    Wanted of(ClusterStore cluster, String provider);

    /// `groups` is what waits, the foremost first; the provider's instances are to have at least `leastVcpus` in all,
    /// whatever waits, and work is not waited for beyond `mostVcpus`.
    record Wanted(List<Group> groups, int leastVcpus, int mostVcpus) {
        public static final Wanted NOTHING = new Wanted(List.of(), 0, Integer.MAX_VALUE);

        public Wanted {
            groups = List.copyOf(groups);
        }
    }

    /// So many pieces of work, each of which takes this much of one instance.
    record Group(Resources needs, int count) {}
}
