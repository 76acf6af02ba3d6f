package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerDependencies.Condition;
import io.argosy.agent.tasks.ContainerDependencies.Need;
import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.agent.tasks.ContainerStep.Create;
import io.argosy.agent.tasks.ContainerStep.Discard;
import io.argosy.agent.tasks.ContainerStep.End;
import io.argosy.agent.tasks.ContainerStep.Pull;
import io.argosy.agent.tasks.ContainerStep.Rest;
import io.argosy.agent.tasks.ContainerStep.Start;
import io.argosy.agent.tasks.ContainerStep.Stop;
import io.argosy.agent.tasks.ContainerStep.Wait;
import io.argosy.wire.acs.AcsContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Decides the next step of a container from where it and its siblings stand (agent-protocol 9.1–9.3). It does nothing
/// itself, so every case can be laid out in a table.
public final class ContainerPlanner {
    private static final int EXIT_OF_A_FAILED_WAIT = 143;
    static final Duration USUAL_HEALTH_WAIT = Duration.ofMinutes(10);

    /// A task at one moment. `portsHeld`: the fixed host ports it asks for are its own.
    public record Situation(
            Map<String, AcsContainer> containers,
            Map<String, ContainerState> states,
            ContainerDependencies dependencies,
            boolean stopping,
            boolean portsHeld,
            Instant now) {
        ContainerState state(String container) {
            return states.getOrDefault(container, new Unstarted());
        }
    }

    private final Duration stopTimeout;

    public ContainerPlanner(Duration stopTimeout) {
        this.stopTimeout = stopTimeout;
    }

    public ContainerStep next(AcsContainer container, Situation situation) {
        return situation.stopping() ? towardStopped(container, situation) : towardRunning(container, situation);
    }

    private static ContainerStep towardRunning(AcsContainer container, Situation situation) {
        return switch (situation.state(container.name())) {
            case Unstarted _ -> new Pull(container.image());
            case Pulled _ -> firstObstacle(container, situation).orElseGet(Create::new);
            case Created created -> new Start(created.id());
            case Restarting restarting -> new Start(restarting.id());
            case Running _, Ended _ -> new Rest();
        };
    }

    private ContainerStep towardStopped(AcsContainer container, Situation situation) {
        return switch (situation.state(container.name())) {
            case Unstarted _ -> End.QUIETLY;
            case Pulled _ -> new Discard();
            case Created created -> stop(created.id(), container);
            case Restarting restarting -> stop(restarting.id(), container);
            case Running running ->
                situation.dependencies().dependants(container.name()).stream()
                        .filter(other -> !(situation.state(other) instanceof Ended))
                        .findFirst()
                        .<ContainerStep>map(other -> new Wait("end of " + other, Optional.empty()))
                        .orElseGet(() -> stop(running.id(), container));
            case Ended _ -> new Rest();
        };
    }

    private Stop stop(String id, AcsContainer container) {
        return new Stop(id, container.stopTimeout().map(Duration::ofSeconds).orElse(stopTimeout));
    }

    private static Optional<ContainerStep> firstObstacle(AcsContainer container, Situation situation) {
        if (!situation.portsHeld()) {
            return Optional.of(new Wait("host ports of another task", Optional.empty()));
        }
        return situation.dependencies().of(container.name()).stream()
                .map(need -> obstacle(need, situation))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ContainerStep> obstacle(Need need, Situation situation) {
        ContainerState on = situation.state(need.on());
        return switch (need.condition()) {
            case CREATE -> made(need, on);
            case START -> started(on) ? Optional.empty() : waitOn(need, Optional.empty());
            case COMPLETE -> on instanceof Ended ? Optional.empty() : inTime(need, on, situation);
            case SUCCESS ->
                on instanceof Ended ended
                        ? ended.exitCode().filter(code -> code == 0).isPresent()
                                ? Optional.empty()
                                : giveUp(need.on() + " did not succeed")
                        : inTime(need, on, situation);
            case HEALTHY ->
                switch (on) {
                    case Running running when running.observed().health() == Health.HEALTHY -> Optional.empty();
                    case Ended _ -> giveUp(need.on() + " ended before it was healthy");
                    case Unstarted _, Pulled _, Created _, Running _, Restarting _ -> inTime(need, on, situation);
                };
        };
    }

    private static Optional<ContainerStep> made(Need need, ContainerState on) {
        if (on.dockerId().isPresent()) {
            return Optional.empty();
        }
        return on instanceof Ended ? giveUp(need.on() + " was never made") : waitOn(need, Optional.empty());
    }

    private static boolean started(ContainerState state) {
        return state instanceof Running || state instanceof Restarting || state instanceof Ended;
    }

    /// The dependency's own `startTimeout`, from its start, limits how long others wait for it. Without one a wait for
    /// an end has no limit, for that may be a day's work; a wait for health has.
    private static Optional<ContainerStep> inTime(Need need, ContainerState on, Situation situation) {
        Optional<Duration> limit = Optional.ofNullable(situation.containers().get(need.on()))
                .flatMap(AcsContainer::startTimeout)
                .map(Duration::ofSeconds)
                .or(() -> Optional.of(USUAL_HEALTH_WAIT).filter(_ -> need.condition() == Condition.HEALTHY));
        if (!(on instanceof Running running) || limit.isEmpty()) {
            return waitOn(need, Optional.empty());
        }
        Instant deadline = running.startedAt().plus(limit.get());
        return situation.now().isBefore(deadline)
                ? waitOn(need, Optional.of(deadline))
                : giveUp(need.on() + " did not reach " + need.condition() + " within its start timeout of "
                        + limit.get().toSeconds() + " s");
    }

    private static Optional<ContainerStep> waitOn(Need need, Optional<Instant> until) {
        return Optional.of(new Wait(need.on() + " " + need.condition(), until));
    }

    private static Optional<ContainerStep> giveUp(String why) {
        return Optional.of(new End(Optional.of(EXIT_OF_A_FAILED_WAIT), Optional.of("DependencyError: " + why)));
    }
}
