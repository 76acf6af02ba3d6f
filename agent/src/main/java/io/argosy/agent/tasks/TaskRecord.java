package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// All the agent knows of one task: what it was given (without keys), what is wanted now, how far each container came,
/// and what the control plane has been told. An immutable value, rewritten on disk when it changes.
public record TaskRecord(
        AcsTask task,
        boolean stopWanted,
        Optional<String> failure,
        List<ContainerRecord> containers,
        Map<String, String> volumes,
        Optional<String> credentialsId,
        String reported,
        Times times) {
    public static final String PENDING = "PENDING";
    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    /// Moments that reports and metadata tell of.
    public record Times(
            Optional<Instant> pullStarted,
            Optional<Instant> pullStopped,
            Optional<Instant> executionStopped,
            Optional<Instant> stopped) {
        static final Times NONE = new Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Times pulled(Instant from, Instant until) {
            return new Times(pullStarted.or(() -> Optional.of(from)), Optional.of(until), executionStopped, stopped);
        }

        Times executionStopped(Instant at) {
            return new Times(pullStarted, pullStopped, executionStopped.or(() -> Optional.of(at)), stopped);
        }

        Times stopped(Instant at) {
            return new Times(pullStarted, pullStopped, executionStopped, stopped.or(() -> Optional.of(at)));
        }
    }

    public TaskRecord {
        containers = List.copyOf(containers);
        volumes = Map.copyOf(volumes);
    }

    public String arn() {
        return task.arn();
    }

    public ContainerRecord container(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(arn() + " has no container " + name));
    }

    public AcsContainer given(String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(arn() + " has no container " + name));
    }

    public Map<String, ContainerState> states() {
        Map<String, ContainerState> states = new LinkedHashMap<>();
        containers.forEach(container -> states.put(container.name(), container.state()));
        return states;
    }

    /// Whether its containers have a network that is not the host's.
    public boolean ownNetwork() {
        String mode = task.networkMode().orElse("bridge");
        return mode.equals("bridge") || mode.equals("awsvpc");
    }

    /// Whether nothing of it runs or will run.
    public boolean over() {
        return containers.stream().allMatch(container -> container.state() instanceof Ended);
    }

    /// As the control plane calls it now (agent-protocol 6.4); it never goes back.
    public String status() {
        if (over()) {
            return STOPPED;
        }
        boolean up = containers.stream()
                .allMatch(container -> ContainerStatus.reached(container.state()) >= ContainerStatus.RUNNING_RANK);
        return reported.equals(RUNNING) || (up && !stopWanted) ? RUNNING : PENDING;
    }

    TaskRecord with(String container, UnaryOperator<ContainerRecord> change) {
        return withContainers(containers.stream()
                .map(one -> one.name().equals(container) ? change.apply(one) : one)
                .toList());
    }

    TaskRecord withState(String container, ContainerState state) {
        return with(container, one -> one.withState(state));
    }

    TaskRecord withContainers(List<ContainerRecord> changed) {
        return new TaskRecord(task, stopWanted, failure, changed, volumes, credentialsId, reported, times);
    }

    TaskRecord stopping() {
        return new TaskRecord(task, true, failure, containers, volumes, credentialsId, reported, times);
    }

    TaskRecord withReported(String status) {
        return new TaskRecord(task, stopWanted, failure, containers, volumes, credentialsId, status, times);
    }

    TaskRecord withTimes(Times changed) {
        return new TaskRecord(task, stopWanted, failure, containers, volumes, credentialsId, reported, changed);
    }
}
