package io.argosy.sessions;

import io.argosy.control.References;
import io.argosy.model.ApiException;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.Container;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.acs.TcsMessage.ContainerHealth;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import io.argosy.wire.acs.TcsMessage.TaskHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings the health of containers into the store, where roll-outs look for it. Agents repeat it every 20 seconds, so
/// only what changed is written; an agent's word counts for the tasks on its own instance.
final class ContainerHealthUpdate {
    private static final Set<String> VERDICTS = Set.of("HEALTHY", "UNHEALTHY", "UNKNOWN");

    private ContainerHealthUpdate() {}

    static void take(PublishHealthRequest request, ClaimedIdentity agent) {
        ClusterState state = agent.scope().store().read();
        List<TaskHealth> news = request.tasks().stream()
                .filter(health -> changed(health, agent, state, Instant.EPOCH).isPresent())
                .toList();
        if (!news.isEmpty()) {
            agent.scope().store().write(tx -> write(news, agent, tx));
        }
    }

    private static int write(List<TaskHealth> news, ClaimedIdentity agent, Transaction tx) {
        for (TaskHealth health : news) {
            changed(health, agent, tx.state(), tx.now()).ifPresent(tx::update);
        }
        return news.size();
    }

    /// The task with its fresh health; nothing when it has none that is new.
    private static Optional<Task> changed(TaskHealth health, ClaimedIdentity agent, ClusterState state, Instant now) {
        return id(health, agent)
                .flatMap(state::task)
                .filter(task -> task.on().equals(Optional.of(agent.instance())))
                .flatMap(task -> {
                    List<Container> fresh = fresh(task.containers(), health.containers());
                    return fresh.equals(task.containers()) ? Optional.empty() : Optional.of(task.judged(fresh, now));
                });
    }

    private static Optional<TaskId> id(TaskHealth health, ClaimedIdentity agent) {
        try {
            return Optional.of(References.task(health.taskArn(), agent.scope()));
        } catch (ApiException notOurs) {
            return Optional.empty();
        }
    }

    private static List<Container> fresh(List<Container> known, List<ContainerHealth> news) {
        List<Container> containers = new ArrayList<>(known);
        for (ContainerHealth verdict : news) {
            if (VERDICTS.contains(verdict.healthStatus())) {
                containers.replaceAll(container -> container.name().equals(Optional.of(verdict.containerName()))
                        ? container.toBuilder()
                                .healthStatus(verdict.healthStatus())
                                .build()
                        : container);
            }
        }
        return containers;
    }
}
