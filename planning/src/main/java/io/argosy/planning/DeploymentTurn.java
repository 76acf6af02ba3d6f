package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentStage;
import io.argosy.model.DeploymentTrigger;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.ServiceRevision;
import io.argosy.model.ServiceTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A deployment that goes no further (ecs-semantics 7.9, 7.16): its circuit breaker had enough, or a caller stopped it.
/// The revision that ran well before takes its place, as it was; without one, or without the wish, everything stays
/// where it is and nothing more is started.
record DeploymentTurn(Service service, ServiceTally tally, List<ServiceDeployment> moved, List<Statement> events) {
    private static final String TRIPPED = "ECS deployment circuit breaker: tasks failed to start.";
    private static final String BY_BREAKER =
            "Service deployment rolled back because the circuit breaker threshold was exceeded.";
    private static final String GIVEN_UP =
            "Service deployment stopped because the circuit breaker threshold was exceeded.";
    private static final String NOTHING_BEFORE = " There is no earlier revision to roll back to.";

    static Optional<DeploymentTurn> of(Service service, ServiceTally tally, DeploymentHistory history, Instant now) {
        return service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.IN_PROGRESS)
                .flatMap(primary -> new Turning(service, primary, tally, history, now).turned());
    }

    private record Turning(
            Service service, Deployment primary, ServiceTally tally, DeploymentHistory history, Instant now) {
        private Optional<DeploymentTurn> turned() {
            Optional<CircuitBreaker> tripped =
                    CircuitBreaker.of(service).filter(breaker -> tally.failed(primary.id()) >= breaker.threshold());
            return tripped.map(this::tripped).or(() -> asked().map(this::stopped));
        }

        private Optional<String> asked() {
            return current()
                    .map(ServiceDeployment::stage)
                    .filter(DeploymentStage.RollbackRequested.class::isInstance)
                    .map(stage -> ((DeploymentStage.RollbackRequested) stage).because());
        }

        private Optional<ServiceDeployment> current() {
            return history.newest().filter(newest -> !newest.over());
        }

        /// One that rolls back already has nowhere else to go.
        private Optional<ServiceRevision> target() {
            return current()
                            .map(ServiceDeployment::stage)
                            .filter(DeploymentStage.RollbackInProgress.class::isInstance)
                            .isPresent()
                    ? Optional.empty()
                    : history.good().filter(good -> !good.id().equals(primary.id()));
        }

        private DeploymentTurn tripped(CircuitBreaker breaker) {
            List<Statement> events = new ArrayList<>();
            events.add(ServiceEvents.deploymentFailed(service.name(), primary));
            var counted = new Breaker(Breaker.Status.TRIGGERED, tally.failed(primary.id()), breaker.threshold());
            return target().filter(_ -> breaker.rollback())
                    .map(good -> rolledBack(
                            good,
                            TRIPPED,
                            "ECS deployment circuit breaker: rolling back to deploymentId " + good.id() + ".",
                            new DeploymentTrigger.RolledBack(good.id(), BY_BREAKER, now),
                            events))
                    .orElseGet(() -> halted(
                            TRIPPED,
                            new DeploymentTrigger.GivenUp(
                                    breaker.rollback() ? GIVEN_UP + NOTHING_BEFORE : GIVEN_UP, now),
                            events))
                    .counting(counted);
        }

        private DeploymentTurn stopped(String because) {
            List<Statement> events = new ArrayList<>();
            String reason = "ECS deployment " + primary.id() + " stopped.";
            return target().map(good -> rolledBack(
                            good,
                            reason,
                            "ECS deployment rolling back to deploymentId " + good.id() + ".",
                            new DeploymentTrigger.RolledBack(good.id(), because, now),
                            events))
                    .orElseGet(
                            () -> halted(reason, new DeploymentTrigger.GivenUp(because + NOTHING_BEFORE, now), events));
        }

        private DeploymentTurn rolledBack(
                ServiceRevision good,
                String reason,
                String goodReason,
                DeploymentTrigger trigger,
                List<Statement> events) {
            List<Deployment> deployments = new ArrayList<>();
            deployments.add(again(good).leading(goodReason, now));
            for (Deployment deployment : service.deployments()) {
                if (deployment.primary()) {
                    deployments.add(deployment
                            .rolled(Deployment.Rollout.FAILED, reason, now)
                            .replaced(now));
                } else if (!deployment.id().equals(good.id())) {
                    deployments.add(deployment);
                }
            }
            events.add(ServiceEvents.rollingBack(service.name(), good.id()));
            return new DeploymentTurn(
                    service.with(deployments, now).with(good.over(service.configuration()), now),
                    tally.completed(good.id()),
                    moved(trigger),
                    events);
        }

        /// It may still have tasks; if not it is made again, and they will run the very images that it ran.
        private Deployment again(ServiceRevision good) {
            return service.deployments().stream()
                    .filter(deployment -> deployment.id().equals(good.id()))
                    .findFirst()
                    .orElseGet(() -> new Deployment(
                            good.id(),
                            good.definition(),
                            false,
                            0,
                            Deployment.Rollout.IN_PROGRESS,
                            "",
                            good.createdAt(),
                            now,
                            good.images()));
        }

        private DeploymentTurn halted(String reason, DeploymentTrigger trigger, List<Statement> events) {
            List<Deployment> deployments = service.deployments().stream()
                    .map(deployment -> deployment.primary()
                            ? deployment.rolled(Deployment.Rollout.FAILED, reason, now)
                            : deployment)
                    .toList();
            return new DeploymentTurn(service.with(deployments, now), tally, moved(trigger), events);
        }

        private List<ServiceDeployment> moved(DeploymentTrigger trigger) {
            return current().map(deployment -> deployment.on(trigger)).stream().toList();
        }
    }

    private DeploymentTurn counting(Breaker counted) {
        return new DeploymentTurn(
                service, tally, moved.stream().map(one -> one.with(counted)).toList(), events);
    }
}
