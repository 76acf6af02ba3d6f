package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ImagePuller.PullFailed;
import io.argosy.confinement.HostGuard;
import io.argosy.confinement.HostRefusal;
import io.argosy.docker.ContainerRequest;
import io.argosy.docker.DiskReserve;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.DockerException.Reason;
import io.argosy.docker.EngineWatch;
import io.argosy.docker.Inspected;
import io.argosy.docker.InvalidContainer;
import io.argosy.docker.Wiring;
import io.argosy.environmentfiles.FileRefused;
import io.argosy.logshipping.LogsRefused;
import io.argosy.tasknetworks.NetworkRefused;
import io.argosy.tasknetworks.PauseImage;
import io.argosy.tasknetworks.TaskNetworks;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Does to the engine what the planner chose, and decides nothing: a failure becomes a state with the reason ECS gives
/// it. An engine that does not answer leaves the state as it was.
public final class ContainerDriver implements StepExecutor {
    private static final Logger log = LoggerFactory.getLogger(ContainerDriver.class);
    private static final int PORT_ATTEMPTS = 20;
    private static final Duration PORT_PAUSE = Duration.ofMillis(250);
    private static final int KILLED = 137;
    private static final String DISK_RESERVE = "ResourceInitializationError: disk reserve: ";
    private static final int CREATES_AT_ONCE = 16;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(15);

    /// What the driver works with.
    public record Dependencies(
            Docker docker,
            EngineWatch watch,
            DiskReserve reserve,
            HostGuard guard,
            ImagePuller puller,
            TaskCgroups cgroups,
            ContainerEnvironment environment,
            TaskSecrets secrets,
            Networks networks,
            Wiring.Usual usual,
            Owner owner) {}

    /// Where tasks get their addresses, and what machine the engine says this is.
    public record Networks(TaskNetworks tasks, String architecture) {}

    private final Dependencies tools;
    private final TaskLogs logs;
    private final TaskVolumes volumes;
    private final ContainerRequests requests;
    private final Semaphore creates = new Semaphore(CREATES_AT_ONCE, true);
    private final Semaphore starts;
    private final Set<String> neverStarted = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;

    public ContainerDriver(Dependencies tools, TaskLogs logs, int startsAtOnce, InstantSource clock) {
        this.tools = tools;
        this.logs = logs;
        this.volumes = new TaskVolumes(tools.docker(), tools.guard());
        this.requests = new ContainerRequests(tools, volumes, logs.routers());
        this.starts = new Semaphore(startsAtOnce, true);
        this.clock = clock;
    }

    TaskVolumes volumes() {
        return volumes;
    }

    TaskLogs logs() {
        return logs;
    }

    @Override
    public void release(AcsTask task) {
        tools.cgroups().remove(task);
        tools.secrets().forget(task.arn());
        logs.routers().remove(task);
    }

    @Override
    public ContainerState perform(StepExecution execution, TaskRecord task, ContainerRecord container)
            throws InterruptedException {
        ContainerState before = execution.before();
        return switch (execution.step()) {
            case ContainerStep.Pull _ -> pull(task, container, before);
            case ContainerStep.Create _ -> inTurn(creates, execution, () -> create(task, container, before));
            case ContainerStep.Start(var id) ->
                inTurn(starts, execution, () -> start(task, container.name(), id, before));
            case ContainerStep.Stop(var id, var grace) -> stop(id, grace, before);
            case ContainerStep.Discard _ -> discard(container.dockerName(), before);
            case ContainerStep.Look(var id) -> look(id, before);
            case ContainerStep.End _, ContainerStep.Wait _, ContainerStep.Rest _ -> before;
        };
    }

    private interface Act {
        ContainerState run() throws InterruptedException;
    }

    /// The engine starts no more containers a second for being asked for many at once; it only answers later. A place
    /// is given on when nothing came of it for a while: one that hangs must not keep the others from trying.
    private ContainerState inTurn(Semaphore turns, StepExecution execution, Act act) throws InterruptedException {
        turns.acquire();
        var given = new AtomicBoolean();
        Thread patience = Thread.ofVirtual().name("turn").start(() -> giveBackLate(turns, given));
        try {
            return execution.begin() ? act.run() : execution.before();
        } finally {
            patience.interrupt();
            giveBack(turns, given);
        }
    }

    private void giveBackLate(Semaphore turns, AtomicBoolean given) {
        try {
            Thread.sleep(LONGEST_TURN);
            tools.watch().noteStuck("no answer to a create or start for " + LONGEST_TURN.toSeconds() + " s");
            giveBack(turns, given);
        } catch (InterruptedException inTime) {
            Thread.currentThread().interrupt();
        }
    }

    private static void giveBack(Semaphore turns, AtomicBoolean given) {
        if (given.compareAndSet(false, true)) {
            turns.release();
        }
    }

    private ContainerState pull(TaskRecord task, ContainerRecord container, ContainerState before)
            throws InterruptedException {
        Optional<String> noRoom = tools.reserve().shortage();
        if (noRoom.isPresent()) {
            return ended(before, DISK_RESERVE + noRoom.get());
        }
        try {
            if (PauseContainer.is(container.name())) {
                String image = PauseImage.at(tools.docker(), tools.networks().architecture());
                return new ContainerState.Pulled(new PulledImage(image, Optional.empty(), false));
            }
            return new ContainerState.Pulled(tools.puller().fetch(task.arn(), task.given(container.name())));
        } catch (SecretRefused refused) {
            return ContainerState.never(refused.reason(), clock.instant());
        } catch (PullFailed failure) {
            return ContainerState.never("CannotPullContainerError: " + failure.getMessage(), clock.instant());
        } catch (DockerException engineAway) {
            return before;
        }
    }

    private ContainerState create(TaskRecord task, ContainerRecord container, ContainerState before)
            throws InterruptedException {
        Optional<String> noRoom = tools.reserve().shortage();
        if (noRoom.isPresent()) {
            return ended(before, DISK_RESERVE + noRoom.get());
        }
        PulledImage image = before.pulledImage().orElseThrow();
        try {
            var read = new ContainerRequests.Read(
                    tools.secrets().ofFiles(task, container.name()),
                    tools.secrets().of(task, container.name()));
            Optional<String> id = made(container, requests.of(task, container, image, read));
            tools.watch().noteProgress();
            log.info("task={} container={} created as {}", task.arn(), container.name(), id.orElse("yet unknown"));
            return id.<ContainerState>map(known -> new Created(known, image)).orElse(before);
        } catch (SecretRefused refused) {
            return ended(before, refused.reason());
        } catch (FileRefused refused) {
            return ended(before, refused.reason());
        } catch (IOException serverAway) {
            log.info("task={} its secrets or files are not to be had now: {}", task.arn(), serverAway.getMessage());
            return before;
        } catch (InvalidContainer invalid) {
            return ended(before, invalid.text());
        } catch (HostRefusal refused) {
            return refused(before, refused);
        } catch (ResourceRefused refused) {
            return ended(before, "ResourceInitializationError: " + refused.getMessage());
        } catch (DockerException failure) {
            // Somebody removed the image between pull and create: it is to be fetched again.
            return failure.reason() == Reason.NOT_FOUND && failure.text().startsWith("No such image")
                    ? new ContainerState.Unstarted()
                    : failed(before, "CannotCreateContainerError", failure);
        }
    }

    /// A container of this name can only be ours: made just before the agent was killed, or by an engine that answered
    /// too late. Such a one may even have been started. Without an id it is still in the making.
    private Optional<String> made(ContainerRecord container, ContainerRequest request) throws DockerException {
        try {
            String id = tools.docker().create(container.dockerName(), request);
            neverStarted.add(id);
            return Optional.of(id);
        } catch (DockerException failure) {
            if (failure.reason() == Reason.CONFLICT) {
                return named(container.dockerName());
            }
            throw failure;
        }
    }

    private Optional<String> named(String name) throws DockerException {
        try {
            return Optional.of(tools.docker().inspect(name).id());
        } catch (DockerException failure) {
            if (failure.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private ContainerState start(TaskRecord task, String name, String id, ContainerState before)
            throws InterruptedException {
        if (!neverStarted.remove(id)) {
            ContainerState now = look(id, before);
            if (now instanceof Running || (before instanceof Created && !now.equals(before))) {
                tools.watch().noteProgress();
                return attached(task, name, now, before);
            }
        }
        try {
            logs.prepare(task, name, id);
        } catch (LogsRefused refused) {
            return ended(before, "CannotStartContainerError: " + refused.text());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                tools.guard().start(task.task(), id);
                tools.watch().noteProgress();
                return attached(task, name, look(id, before), before);
            } catch (HostRefusal refused) {
                return refused(before, refused);
            } catch (DockerException failure) {
                // The engine gives a dead container's ports back a little after it told of the death.
                if (attempt == PORT_ATTEMPTS || !failure.text().contains("port is already allocated")) {
                    return notStarted(id, before, failure);
                }
            }
            Thread.sleep(PORT_PAUSE);
        }
    }

    /// The pause container with the task's address in its network, or ended: nothing may run in a network that is none.
    private ContainerState attached(TaskRecord task, String name, ContainerState now, ContainerState before) {
        boolean holds = PauseContainer.is(name) && PauseContainer.holdsNetwork(task.task());
        if (!holds || !(now instanceof Running running)) {
            return now;
        }
        try {
            int pid = tools.docker().inspect(running.id()).life().pid();
            tools.networks().tasks().attach(PauseContainer.address(task.task()), pid);
            return now;
        } catch (NetworkRefused refused) {
            log.warn("task={} gets no network: {}", task.arn(), refused.getMessage());
            try {
                removed(running.id(), now);
            } catch (DockerException later) {
                log.debug("container={} not removed yet: {}", running.id(), later.text());
            }
            String reason = "ResourceInitializationError: the task's network could not be set up: ";
            return ended(before, reason + refused.getMessage());
        } catch (DockerException failure) {
            return unknown(failure) ? before : vanished(now);
        }
    }

    /// An engine that says no may have started the container all the same.
    private ContainerState notStarted(String id, ContainerState before, DockerException failure) {
        ContainerState now = unknown(failure) ? before : look(id, before);
        return now instanceof Running ? now : failed(before, "CannotStartContainerError", failure);
    }

    private ContainerState ended(ContainerState before, String reason) {
        return before.ended(Optional.empty(), Optional.of(reason), clock.instant());
    }

    private ContainerState refused(ContainerState before, HostRefusal refused) {
        log.warn("a container was not made or started: {}", refused.text());
        return ended(before, "HostConfigError: " + refused.text());
    }

    private ContainerState stop(String id, Duration grace, ContainerState before) {
        neverStarted.remove(id);
        try {
            tools.docker().stop(id, grace);
            tools.watch().noteProgress();
            ContainerState now = look(id, before);
            return now instanceof Created ? removed(id, now) : now;
        } catch (DockerException failure) {
            if (failure.reason() == Reason.NOT_FOUND) {
                return vanished(before);
            }
            tools.watch().noteFailure(failure);
            log.atLevel(unknown(failure) ? Level.DEBUG : Level.WARN)
                    .log("container={} CannotStopContainerError: {}; trying again", id, failure.text());
            return before;
        }
    }

    /// A container that never ran goes for good, or a start that the engine still has before it would run it.
    private ContainerState removed(String idOrName, ContainerState before) throws DockerException {
        tools.docker().remove(idOrName);
        tools.watch().noteProgress();
        return before.ended(Optional.empty(), Optional.empty(), clock.instant());
    }

    private ContainerState discard(String name, ContainerState before) {
        try {
            return removed(name, before);
        } catch (DockerException failure) {
            tools.watch().noteFailure(failure);
            log.debug("container={} not discarded yet: {}", name, failure.text());
            return before;
        }
    }

    /// The state as the engine tells it.
    private ContainerState look(String id, ContainerState before) {
        try {
            return seen(tools.docker().inspect(id), before);
        } catch (DockerException failure) {
            return failure.reason() == Reason.NOT_FOUND ? vanished(before) : before;
        }
    }

    private ContainerState seen(Inspected container, ContainerState before) {
        Inspected.Life life = container.life();
        PulledImage image = before.pulledImage().orElse(new PulledImage(container.imageId(), Optional.empty(), false));
        Observed observed = observed(container, before.shown());
        Instant started = life.startedAt().orElse(clock.instant());
        if (life.running()) {
            return new Running(container.id(), image, started, observed);
        }
        if (life.startedAt().isEmpty()) {
            return before;
        }
        Optional<String> reason = Optional.empty();
        if (life.outOfMemory() && life.exitCode() == KILLED) {
            reason = Optional.of(TaskJudgement.OUT_OF_MEMORY);
        } else if (!life.error().isEmpty()) {
            reason = Optional.of("ContainerRuntimeError: " + life.error());
        }
        var running = new Running(container.id(), image, started, observed);
        return running.ended(
                Optional.of(life.exitCode()), reason, life.finishedAt().orElse(clock.instant()));
    }

    private static Observed observed(Inspected container, Observed before) {
        var health = container.health().map(told -> Health.of(told.status())).orElse(Health.UNKNOWN);
        Observed seen = before.withHealth(
                health, container.health().flatMap(Inspected.Health::since).orElse(container.createdAt()));
        return container.ports().isEmpty()
                ? seen
                : new Observed(seen.health(), seen.healthSince(), container.ports(), seen.restarts());
    }

    private ContainerState vanished(ContainerState before) {
        return ended(before, "ContainerVanishedError: the container is gone from the engine");
    }

    /// What a failure makes of the container. Of an outcome nobody knows nothing is declared: the step comes again, and
    /// looks before it acts.
    private ContainerState failed(ContainerState before, String errorName, DockerException failure) {
        tools.watch().noteFailure(failure);
        String text = new TakenPort(tools.docker()).explained(failure.text());
        return unknown(failure) ? before : ended(before, errorName + ": " + text);
    }

    static boolean unknown(DockerException failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, TIMEOUT -> true;
            case NOT_FOUND, CONFLICT, REFUSED, ENGINE -> false;
        };
    }
}
