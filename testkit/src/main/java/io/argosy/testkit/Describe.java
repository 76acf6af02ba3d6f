package io.argosy.testkit;

import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import java.util.Collection;
import java.util.function.Supplier;

/// Entities in few words, for messages people read.
final class Describe {
    private Describe() {}

    /// Put into words when it is shown: nearly all that is described never is.
    private record Shown(Supplier<String> words) {
        @Override
        public String toString() {
            return words.get();
        }
    }

    static Object of(Task task) {
        return new Shown(() -> words(task));
    }

    private static String words(Task task) {
        return task.id().value().substring(0, 8) + " " + task.owner().group() + " " + task.state() + " since "
                + task.timeline().moments();
    }

    static Object of(Collection<Task> tasks) {
        return new Shown(() -> tasks.stream().map(Describe::words).toList().toString());
    }

    static Object of(Service service, ClusterState state) {
        return new Shown(() -> words(service, state));
    }

    private static String words(Service service, ClusterState state) {
        return service.name() + " desired=" + service.desiredCount() + " deployments=" + service.deployments()
                + " event="
                + state.eventsOf(service.name()).stream().limit(3).toList();
    }
}
