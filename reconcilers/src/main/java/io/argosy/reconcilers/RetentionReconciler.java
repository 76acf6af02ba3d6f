package io.argosy.reconcilers;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.control.ControlSettings;
import io.argosy.model.ClusterEntity;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.services.ServiceHistory;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Forgets what clients have had time to see (ecs-semantics 5.8, 7.1, 1.7): stopped tasks, deleted services,
/// deregistered instances, client tokens, and what let hosts join. Of tasks and tokens it looks only at those whose
/// time is over. An
/// instance does not say since when it is INACTIVE, so it is kept for its time from when this first saw it so.
public final class RetentionReconciler implements Reconciler {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int REMOVED_A_WRITE = 200;

    private final ClusterStore store;
    private final ControlSettings settings;
    private final InstantSource clock;
    private final Map<ContainerInstanceId, Instant> seenInactive = new HashMap<>();

    public RetentionReconciler(ClusterStore store, ControlSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "retention-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    @Override
    public void pass() {
        ClusterState state = store.read();
        Instant now = clock.instant();
        noteInactive(state, now);
        List<ClusterEntity> over = Stream.of(
                        tasks(state, now),
                        services(state, now),
                        deployments(state, now),
                        instances(state, now),
                        tokens(state, now),
                        unused(state, now),
                        TaskInterfaces.forgotten(state))
                .<ClusterEntity>flatMap(entities -> entities)
                .toList();
        for (int from = 0; from < over.size(); from += REMOVED_A_WRITE) {
            forget(over.subList(from, Math.min(over.size(), from + REMOVED_A_WRITE)));
        }
    }

    private void noteInactive(ClusterState state, Instant now) {
        seenInactive
                .keySet()
                .removeIf(id -> state.instance(id)
                        .filter(instance -> !instance.registered())
                        .isEmpty());
        for (ContainerInstance instance : state.instances()) {
            if (!instance.registered()) {
                seenInactive.putIfAbsent(instance.id(), now);
            }
        }
    }

    private Stream<? extends ClusterEntity> tasks(ClusterState state, Instant now) {
        Instant limit = now.minus(settings.retention().stoppedTasks());
        return state.stoppedUpTo(limit)
                .filter(task ->
                        reached(task.timeline().at(TaskTimestamp.STOPPED).orElse(Instant.EPOCH), limit));
    }

    private Stream<? extends ClusterEntity> services(ClusterState state, Instant now) {
        Instant limit = now.minus(settings.retention().inactive());
        return state.services().stream()
                .filter(service -> service.status() == Service.Status.INACTIVE && reached(service.changedAt(), limit))
                .filter(service -> state.liveOf(service.name()).isEmpty())
                .flatMap(service -> Stream.concat(state.eventsOf(service.name()).stream(), Stream.of(service)));
    }

    private static Stream<? extends ClusterEntity> deployments(ClusterState state, Instant now) {
        Instant limit = now.minus(ServiceDeployment.RETENTION);
        return state.table(ServiceDeployment.KIND)
                .upTo(ServiceDeployment.BY_END, Task.minute(limit))
                .filter(deployment -> reached(deployment.updatedAt(), limit))
                .filter(deployment -> !ServiceHistory.needed(state, deployment));
    }

    private Stream<? extends ClusterEntity> instances(ClusterState state, Instant now) {
        Instant limit = now.minus(settings.retention().inactive());
        return state.instances().stream()
                .filter(instance ->
                        !instance.registered() && reached(seenInactive.getOrDefault(instance.id(), now), limit))
                .filter(instance -> state.liveOn(instance.id()).isEmpty());
    }

    private Stream<? extends ClusterEntity> tokens(ClusterState state, Instant now) {
        Instant limit = now.minus(settings.retention().tokens());
        return state.oldestTokens().takeWhile(token -> reached(token.at(), limit));
    }

    /// Join tokens that expired a while ago, and keys that no instance registered with in time.
    private Stream<? extends ClusterEntity> unused(ClusterState state, Instant now) {
        Instant limit = now.minus(settings.retention().tokens());
        return Stream.concat(
                state.joinTokens().stream().filter(token -> reached(token.expiresAt(), limit)),
                state.agentKeys().stream().filter(key -> reached(key.expiresAt(), limit)));
    }

    private static boolean reached(Instant since, Instant limit) {
        return !since.isAfter(limit);
    }

    /// Removes those that are still as they were when they were found to be over.
    private void forget(List<ClusterEntity> over) {
        store.write(tx -> {
            over.stream().filter(entity -> tx.state().holds(entity)).forEach(entity -> forget(tx, entity));
            return over.size();
        });
    }

    private static void forget(Transaction tx, ClusterEntity entity) {
        if (entity instanceof ServiceDeployment deployment) {
            ServiceHistory.forget(tx, deployment);
            return;
        }
        tx.remove(entity);
        if (entity instanceof Service service) {
            tx.state().tally(service.name()).ifPresent(tx::remove);
            ServiceHistory.clear(tx, service.name());
        }
    }
}
