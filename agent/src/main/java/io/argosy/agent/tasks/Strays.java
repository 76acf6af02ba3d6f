package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.EngineEvent;
import io.argosy.docker.EventFeed;
import io.argosy.docker.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares what runs on the engine with what should. A container of ours that no task wants is stopped within seconds:
/// left by a life whose memory is lost, started by hand after its task stopped, started late by the engine. Those of
/// other agents are never touched.
public final class Strays implements EventFeed.Listener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);
    private static final Duration PERIOD = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /// How long a stray may take to end, and how long what is left of it stays.
    public record Limits(Duration grace, Duration keep) {}

    private final Docker docker;
    private final Supervisors supervisors;
    private final Owner owner;
    private final Limits limits;
    private final InstantSource clock;
    private final Set<String> disowned = ConcurrentHashMap.newKeySet();
    private final Set<String> neighbours = new HashSet<>();
    private final Semaphore wakeups = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("strays").unstarted(this::run);

    public Strays(Docker docker, Supervisors supervisors, Owner owner, Limits limits, InstantSource clock) {
        this.docker = docker;
        this.supervisors = supervisors;
        this.owner = owner;
        this.limits = limits;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /// Stops whatever runs of these tasks, which nothing is remembered of, and every other stray; returns when none is
    /// left, however long the engine takes.
    public void clear(Set<String> forgotten) throws InterruptedException {
        disowned.addAll(forgotten);
        while (!sweep()) {
            Thread.sleep(RETRY);
        }
    }

    private void run() {
        Duration pause = PERIOD;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (wakeups.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    // A container that is restarted dies first: its supervisor is to know that by then.
                    Thread.sleep(SETTLED);
                    wakeups.drainPermits();
                }
                pause = sweep() ? PERIOD : RETRY;
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                log.error("looking for strays failed; the next look starts afresh", failure);
            }
        }
    }

    /// True when the engine was asked and no stray is left running.
    private synchronized boolean sweep() throws InterruptedException {
        try {
            Map<String, Found> all = new LinkedHashMap<>();
            docker.containers(Labels.CLUSTER + "=" + owner.cluster()).forEach(one -> all.put(one.id(), one));
            docker.containers(Labels.PLACE + "=" + owner.place()).forEach(one -> all.put(one.id(), one));
            all.values().forEach(this::noteNeighbour);
            List<Found> strays = all.values().stream()
                    .filter(this::ours)
                    .filter(this::unwanted)
                    .toList();
            strays.stream().filter(one -> !one.running()).forEach(this::removeInTime);
            return stopAll(strays.stream().filter(Found::running).toList());
        } catch (DockerException silent) {
            log.debug("strays not looked for: {}", silent.text());
            return false;
        }
    }

    private boolean stopAll(List<Found> running) throws InterruptedException {
        Set<String> stopped = ConcurrentHashMap.newKeySet();
        List<Thread> stops = new ArrayList<>();
        for (Found stray : running) {
            stops.add(Thread.ofVirtual().name("stray").start(() -> {
                if (stopped(stray)) {
                    stopped.add(stray.id());
                }
            }));
        }
        for (Thread stop : stops) {
            stop.join();
        }
        return stopped.size() == running.size();
    }

    private boolean stopped(Found stray) {
        try {
            if (!docker.inspect(stray.id()).life().running()) {
                // It ended after the engine had listed it: what no task wants any more was known sooner than the list.
                return true;
            }
            log.warn("task={} container={} runs and should not: it is stopped", task(stray), stray.id());
            docker.stop(stray.id(), limits.grace());
            return true;
        } catch (DockerException failure) {
            log.warn("container={} stray not stopped yet: {}", stray.id(), failure.text());
            return failure.reason() == DockerException.Reason.NOT_FOUND;
        }
    }

    /// What is left of a task that is remembered is the janitor's.
    private void removeInTime(Found stray) {
        Instant limit = clock.instant().minus(limits.keep());
        if (supervisors.task(task(stray)).isPresent() || stray.created().isAfter(limit)) {
            return;
        }
        try {
            docker.remove(stray.id());
            log.info("task={} container={} left by an earlier life: removed", task(stray), stray.id());
        } catch (DockerException failure) {
            log.debug("container={} not removed yet: {}", stray.id(), failure.text());
        }
    }

    private void noteNeighbour(Found container) {
        Optional<String> other = owner.other(container.labels()).map(String::strip);
        if (other.isPresent() && neighbours.add(other.get())) {
            log.warn(
                    "another agent uses this engine, its containers are left alone: {}; both count all of its memory"
                            + " and ports as their own",
                    other.get());
        }
    }

    private boolean ours(Found container) {
        String task = task(container);
        return owner.owns(container.labels())
                || disowned.contains(task)
                || supervisors.task(task).isPresent();
    }

    private boolean unwanted(Found container) {
        return stateOf(task(container), container.id()).filter(Strays::wanted).isEmpty();
    }

    private static boolean wanted(ContainerState state) {
        return !(state instanceof Ended);
    }

    private Optional<ContainerState> stateOf(String task, String id) {
        return supervisors.task(task).stream()
                .flatMap(known -> known.containers().stream())
                .map(ContainerRecord::state)
                .filter(state -> state.dockerId().equals(Optional.of(id)))
                .findFirst();
    }

    private static String task(Found container) {
        return container.labels().getOrDefault(Labels.TASK, "");
    }

    @Override
    public void hear(EngineEvent event) {
        supervisors.hear(event);
        if (event.action().equals("start") && !expected(event)) {
            wakeups.release();
        }
    }

    private boolean expected(EngineEvent event) {
        String task = event.attributes().getOrDefault(Labels.TASK, "");
        return stateOf(task, event.containerId())
                .filter(state -> switch (state) {
                    case Created _, Restarting _ -> true;
                    case Running running ->
                        event.at().isBefore(running.startedAt().plus(SAME_START));
                    case ContainerState.Unstarted _, ContainerState.Pulled _, Ended _ -> false;
                })
                .isPresent();
    }

    @Override
    public void resync() {
        supervisors.resync();
        wakeups.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
