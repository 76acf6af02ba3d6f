package io.argosy.control;

import io.argosy.launches.Fargate;
import io.argosy.taskdefinitions.ClusterPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// What the control plane is told at start. `endpoint` is the address agents and clients reach this server at;
/// `healthyAfter` is how long a task without health checks must run to count as healthy (ecs-semantics 7.6);
/// `longestBackOff` the longest wait before a service's task that ended soon after its start is replaced; `lostAfter`
/// is how long an agent may stay away before what runs on its instance is given up; `longestWait` how long a task may
/// wait for its capacity provider; `fargate` whether instances take tasks of that launch type.
public record ControlSettings(
        URI endpoint,
        ClusterPolicy policy,
        Duration healthyAfter,
        Duration longestBackOff,
        Retention retention,
        Duration lostAfter,
        Duration longestWait,
        Fargate fargate) {

    /// How long what has ended is kept to be described: stopped tasks; clusters, services and instances that are
    /// inactive; client tokens.
    public record Retention(Duration stoppedTasks, Duration inactive, Duration tokens) {
        public Retention withStoppedTasks(Duration other) {
            return new Retention(other, inactive, tokens);
        }
    }

    /// Longer than anybody waits.
    public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    public static ControlSettings at(URI endpoint) {
        return new ControlSettings(
                endpoint,
                ClusterPolicy.SAFE,
                Duration.ofSeconds(40),
                Duration.ofMinutes(5),
                new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(24)),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                new Fargate(true));
    }

    public ControlSettings with(Retention other) {
        return new ControlSettings(
                endpoint, policy, healthyAfter, longestBackOff, other, lostAfter, longestWait, fargate);
    }

    public ControlSettings withLostAfter(Duration other) {
        return new ControlSettings(
                endpoint, policy, healthyAfter, longestBackOff, retention, other, longestWait, fargate);
    }

    public ControlSettings withLongestWait(Duration other) {
        return new ControlSettings(
                endpoint, policy, healthyAfter, longestBackOff, retention, lostAfter, other, fargate);
    }
}
