package io.argosy.capacity.scaling;

import io.argosy.capacity.HostGroup;
import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.control.LostTasks;
import io.argosy.model.AgentKey;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.JoinToken;
import io.argosy.model.ScalingReport;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Moves a host on by what has become of it in the cluster: that it joined or did not, that its instance is gone, away
/// for too long, or empty. Nothing is done to the host itself here.
final class HostProgress {
    /// What ECS's own hook waits for a draining instance at most (ecs-semantics 9.3).
    static final Duration LONGEST_DRAIN = Duration.ofHours(48);

    private final Transaction tx;
    private final HostGroup.Patience patience;
    private final Predicate<ContainerInstance> lost;

    /// `lost` says of which instances the agents have been away too long.
    HostProgress(Transaction tx, HostGroup.Patience patience, Predicate<ContainerInstance> lost) {
        this.tx = tx;
        this.patience = patience;
        this.lost = lost;
    }

    void follow(ProvidedHost host) {
        switch (host.state()) {
            case STARTED -> started(host);
            case JOINED -> joined(host);
            case DRAINING -> draining(host);
            case LAUNCHING, LEAVING -> {}
        }
    }

    private void started(ProvidedHost host) {
        Optional<ContainerInstance> instance = joinedAs(host, tx.state());
        if (instance.isPresent()) {
            tx.update(instance.get().of(host.provider()));
            tx.update(host.joined(instance.get().id(), tx.now()));
            report(host.provider())
                    .filter(report -> report.trouble().isPresent())
                    .ifPresent(report -> tx.update(report.well()));
        } else if (!tx.now().isBefore(host.since().plus(patience.joining()))) {
            fails(
                    host.provider(),
                    "host " + host.id().orElse("") + " did not join within "
                            + patience.joining().toSeconds() + " s");
            tx.update(host.with(ProvidedHost.State.LEAVING, tx.now()));
        }
    }

    private void joined(ProvidedHost host) {
        Optional<ContainerInstance> instance = registered(host);
        if (instance.isEmpty()) {
            leave(host);
        } else if (lost.test(instance.get())) {
            LostTasks.withTheirInstance(tx, instance.get(), LostTasks.terminated(instance.get()));
            leave(host);
        }
    }

    private void draining(ProvidedHost host) {
        Optional<ContainerInstance> instance = registered(host);
        Instant end = host.since().plus(LONGEST_DRAIN);
        if (instance.isEmpty()) {
            leave(host);
        } else if (CountedTasks.on(instance.get().id(), tx.state()) == 0
                || lost.test(instance.get())
                || !tx.now().isBefore(end)) {
            LostTasks.withTheirInstance(tx, instance.get(), LostTasks.terminated(instance.get()));
            leave(host);
        }
    }

    /// The instance takes no more tasks, or goes at once where the provider does not drain. One that got tasks since it
    /// was chosen stays where these protect it.
    void retire(ProvidedHost host, boolean drains, boolean protects) {
        Optional<ContainerInstance> instance =
                registered(host).filter(there -> there.status() == ContainerInstance.Status.ACTIVE);
        boolean kept = instance.filter(there -> protects && CountedTasks.on(there.id(), tx.state()) > 0)
                .isPresent();
        if (instance.isEmpty() || kept) {
            return;
        }
        if (drains) {
            tx.update(instance.get().with(ContainerInstance.Status.DRAINING));
            tx.update(host.with(ProvidedHost.State.DRAINING, tx.now()));
        } else {
            LostTasks.withTheirInstance(tx, instance.get(), LostTasks.terminated(instance.get()));
            leave(host);
        }
    }

    private void leave(ProvidedHost host) {
        tx.update(host.with(ProvidedHost.State.LEAVING, tx.now()));
    }

    private void fails(String provider, String words) {
        tx.addOrUpdate(
                report(provider).orElseGet(() -> ScalingReport.none(provider)).failed(words, tx.now()));
    }

    private Optional<ScalingReport> report(String provider) {
        return tx.state().table(ScalingReport.KIND).get(provider);
    }

    private Optional<ContainerInstance> registered(ProvidedHost host) {
        return host.instance().flatMap(tx.state()::instance).filter(ContainerInstance::registered);
    }

    /// The instance that registered with the key which the host's token was spent for.
    static Optional<ContainerInstance> joinedAs(ProvidedHost host, ClusterState state) {
        return host.token()
                .flatMap(state::joinToken)
                .map(JoinToken::joined)
                .flatMap(joined -> joined.stream().findFirst())
                .flatMap(joined -> state.agentKey(joined.accessKeyId()))
                .flatMap(key -> key.holder() instanceof AgentKey.Holder.Instance(ContainerInstanceId id)
                        ? state.instance(id)
                        : Optional.empty())
                .filter(ContainerInstance::registered);
    }
}
