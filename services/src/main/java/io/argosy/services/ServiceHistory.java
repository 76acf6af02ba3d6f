package io.argosy.services;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.DeploymentStage;
import io.argosy.model.DeploymentTrigger;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceDeploymentId;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceRevision;
import io.argosy.planning.DeploymentHistory;
import io.argosy.planning.DeploymentSteps;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The deployments and revisions of a service that are remembered (ecs-semantics 7.16).
public final class ServiceHistory {
    private ServiceHistory() {}

    public static DeploymentHistory of(ClusterState state, ServiceName service) {
        return DeploymentHistory.of(state.deploymentsOf(service), id -> state.revision(service, id));
    }

    /// A service has just got the PRIMARY that it has: one deployment more, which takes the place of what was under
    /// way.
    static void begin(Transaction tx, Service service, String id) {
        Deployment primary = service.primary().orElseThrow();
        for (ServiceDeployment open : of(tx.state(), service.name()).open()) {
            ServiceDeployment left = open.on(new DeploymentTrigger.GivenUp(DeploymentSteps.SUPERSEDED, tx.now()));
            if (!left.equals(open)) {
                tx.update(left);
            }
        }
        tx.addOrUpdate(ServiceRevision.of(service, primary));
        tx.add(new ServiceDeployment(
                ServiceDeploymentId.of(service.name(), 1 + last(tx, service.name()), id),
                primary.id(),
                replaced(service),
                new DeploymentStage.Pending(),
                Breaker.OFF,
                tx.now(),
                tx.now()));
        trim(tx, service.name());
    }

    private static List<DeploymentId> replaced(Service service) {
        return service.deployments().stream()
                .filter(deployment -> !deployment.primary())
                .map(Deployment::id)
                .toList();
    }

    /// What an earlier version kept of a service were its deployments under way: each as one that was made then, and
    /// had come as far as it says.
    public static void adopt(Transaction tx, Service service, Supplier<String> ids) {
        if (of(tx.state(), service.name()).newest().isPresent()) {
            return;
        }
        for (Deployment deployment : service.deployments().reversed()) {
            tx.addOrUpdate(ServiceRevision.of(service, deployment));
            tx.add(new ServiceDeployment(
                    ServiceDeploymentId.of(service.name(), 1 + last(tx, service.name()), ids.get()),
                    deployment.id(),
                    List.of(),
                    stage(deployment),
                    Breaker.OFF,
                    deployment.createdAt(),
                    deployment.updatedAt()));
        }
    }

    private static DeploymentStage stage(Deployment deployment) {
        return switch (deployment.rollout()) {
            case COMPLETED -> new DeploymentStage.Successful(deployment.createdAt(), deployment.updatedAt());
            case FAILED ->
                new DeploymentStage.Stopped(deployment.createdAt(), deployment.rolloutReason(), deployment.updatedAt());
            case IN_PROGRESS ->
                deployment.primary()
                        ? new DeploymentStage.InProgress(deployment.createdAt())
                        : new DeploymentStage.Stopped(
                                deployment.createdAt(), DeploymentSteps.SUPERSEDED, deployment.updatedAt());
        };
    }

    private static long last(Transaction tx, ServiceName service) {
        return of(tx.state(), service)
                .newest()
                .map(newest -> newest.id().sequence())
                .orElse(0L);
    }

    /// Forgets the eldest that are over.
    private static void trim(Transaction tx, ServiceName service) {
        tx.state().deploymentsOf(service).stream()
                .skip(ServiceDeployment.KEPT)
                .filter(ServiceDeployment::over)
                .toList()
                .forEach(old -> forget(tx, old));
    }

    /// Forgets one, unless the service still goes by it, with the revisions that no other is about.
    public static void forget(Transaction tx, ServiceDeployment old) {
        ServiceName service = old.id().service();
        DeploymentHistory history = of(tx.state(), service);
        if (needed(history, old)) {
            return;
        }
        tx.remove(old);
        Set<DeploymentId> known = new HashSet<>();
        tx.state()
                .service(service)
                .ifPresent(there -> there.deployments().forEach(deployment -> known.add(deployment.id())));
        tx.state().deploymentsOf(service).forEach(other -> known.addAll(revisions(other)));
        tx.state().revisionsOf(service).stream()
                .filter(revision -> !known.contains(revision.id()))
                .toList()
                .forEach(tx::remove);
    }

    /// Whether its service still goes by it.
    public static boolean needed(ClusterState state, ServiceDeployment deployment) {
        return needed(of(state, deployment.id().service()), deployment);
    }

    private static boolean needed(DeploymentHistory history, ServiceDeployment deployment) {
        return history.newest().equals(Optional.of(deployment))
                || history.good()
                        .filter(good -> revisions(deployment).contains(good.id()))
                        .isPresent();
    }

    /// Its service is gone, and nothing more happens to any of them.
    static void end(Transaction tx, ServiceName service) {
        DeploymentSteps.ended(of(tx.state(), service), tx.now()).forEach(tx::update);
    }

    /// Those that it leads to or led back to.
    private static List<DeploymentId> revisions(ServiceDeployment deployment) {
        List<DeploymentId> all = new ArrayList<>();
        all.add(deployment.revision());
        deployment.stage().rollingBack().ifPresent(rollback -> all.add(rollback.to()));
        return all;
    }

    /// Nothing is remembered of a service of that name, as of one that is gone.
    public static void clear(Transaction tx, ServiceName service) {
        List.copyOf(tx.state().deploymentsOf(service)).forEach(tx::remove);
        List.copyOf(tx.state().revisionsOf(service)).forEach(tx::remove);
    }
}
