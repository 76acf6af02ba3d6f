package io.argosy.testkit;

import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import java.util.Collection;
import java.util.List;

/// Entities in few words, for messages people read.
final class Describe {
    private Describe() {}

    static String of(Task task) {
        return task.id().value().substring(0, 8) + " " + task.owner().group() + " " + task.state() + " since "
                + task.timeline().moments();
    }

    static List<String> of(Collection<Task> tasks) {
        return tasks.stream().map(Describe::of).toList();
    }

    static String of(Service service, ClusterState state) {
        return service.name() + " desired=" + service.desiredCount() + " deployments=" + service.deployments()
                + " event="
                + state.eventsOf(service.name()).stream().limit(3).toList();
    }
}
