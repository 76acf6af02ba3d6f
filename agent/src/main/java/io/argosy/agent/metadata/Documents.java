package io.argosy.agent.metadata;

import io.argosy.agent.tasks.ContainerRecord;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerStatus;
import io.argosy.agent.tasks.PauseContainer;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Inspected;
import io.argosy.docker.PortBinding;
import io.argosy.docker.SentLog;
import io.argosy.tasknetworks.TaskAddress;
import io.argosy.usage.HostClock;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The metadata of tasks and containers as agent-protocol 8.2 lays them out.
public final class Documents {
    private final Docker docker;
    private final String cluster;
    private final Supplier<Optional<String>> zone;
    private final InstantSource now;

    /// `zone` is known once the instance is registered, if it has one.
    public Documents(Docker docker, String cluster, Supplier<Optional<String>> zone, InstantSource now) {
        this.docker = docker;
        this.cluster = cluster;
        this.zone = zone;
        this.now = now;
    }

    Map<String, Object> task(TaskRecord task, boolean v4) throws DockerException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Cluster", task.task().taskClusterArn().orElse(cluster));
        document.put("TaskARN", task.arn());
        document.put("Family", task.task().family().orElse(""));
        document.put("Revision", task.task().version().orElse(""));
        document.put("DesiredStatus", task.stopWanted() ? TaskRecord.STOPPED : TaskRecord.RUNNING);
        document.put("KnownStatus", known(task));
        limits(task.task().cpu(), task.task().memory()).ifPresent(limits -> document.put("Limits", limits));
        time(document, "PullStartedAt", task.times().pullStarted());
        time(document, "PullStoppedAt", task.times().pullStopped());
        time(document, "ExecutionStoppedAt", task.times().executionStopped());
        zone.get().ifPresent(name -> document.put("AvailabilityZone", name));
        document.put("LaunchType", task.task().launchType().orElse("EC2"));
        List<Object> containers = new ArrayList<>();
        for (ContainerRecord container : task.containers()) {
            boolean shown = !fargate(task) || !PauseContainer.is(container.name());
            if (shown && container.state().dockerId().isPresent()) {
                containers.add(container(task, container, v4));
            }
        }
        document.put("Containers", containers);
        if (v4) {
            task.task().serviceName().ifPresent(name -> document.put("ServiceName", name));
            task.task().group().ifPresent(group -> document.put("Group", group));
            document.put("FaultInjectionEnabled", false);
            if (fargate(task)) {
                HostClock.now().ifPresent(clock -> document.put("ClockDrift", drift(clock)));
            }
        }
        return document;
    }

    /// What Fargate tells of a host that nobody else can see.
    private static boolean fargate(TaskRecord task) {
        return task.task().launchType().equals(Optional.of("FARGATE"));
    }

    private Map<String, Object> drift(HostClock clock) {
        return Map.of(
                "ClockErrorBound", clock.errorBoundMillis(),
                "ReferenceTimestamp", now.instant().toString(),
                "ClockSynchronizationStatus", clock.synchronised() ? "SYNCHRONIZED" : "NOT_SYNCHRONIZED");
    }

    private static String known(TaskRecord task) {
        return task.status().equals(TaskRecord.PENDING) ? "CREATED" : task.status();
    }

    private static Optional<Map<String, Object>> limits(Number cpu, long memory) {
        Map<String, Object> limits = new LinkedHashMap<>();
        if (cpu.doubleValue() > 0) {
            limits.put("CPU", cpu);
        }
        if (memory > 0) {
            limits.put("Memory", memory);
        }
        return limits.isEmpty() ? Optional.empty() : Optional.of(limits);
    }

    Map<String, Object> container(TaskRecord task, ContainerRecord container, boolean v4) throws DockerException {
        AcsContainer given = task.given(container.name());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("DockerId", container.state().dockerId().orElse(""));
        document.put("Name", container.name());
        document.put("DockerName", container.dockerName());
        document.put("Image", given.image());
        document.put(
                "ImageID",
                container.state().pulledImage().map(image -> image.id()).orElse(""));
        document.put("DesiredStatus", task.stopWanted() ? TaskRecord.STOPPED : TaskRecord.RUNNING);
        document.put("KnownStatus", ContainerStatus.of(container.state()));
        if (container.state() instanceof Ended ended) {
            ended.exitCode().ifPresent(code -> document.put("ExitCode", code));
        }
        document.put("Limits", Map.of("CPU", given.cpu(), "Memory", given.memory()));
        document.put("Type", PauseContainer.is(container.name()) ? "CNI_PAUSE" : "NORMAL");
        given.containerArn().ifPresent(arn -> document.put("ContainerARN", arn));
        if (v4 && given.restartPolicy().isPresent()) {
            document.put("RestartCount", container.state().shown().restarts());
        }
        if (container.state().dockerId().isPresent()) {
            Inspected inspected = docker.inspect(container.state().dockerId().get());
            describe(document, inspected, task, container.name());
            if (v4 && fargate(task)) {
                document.put("Snapshotter", inspected.driver().replace("overlay2", "overlayfs"));
            }
            List<Map<String, Object>> own = task.task().elasticNetworkInterfaces().stream()
                    .map(network -> network(network, v4))
                    .toList();
            if (!own.isEmpty()) {
                document.put("Networks", own);
            }
        }
        return document;
    }

    private static void describe(Map<String, Object> document, Inspected container, TaskRecord record, String name) {
        AcsTask task = record.task();
        AcsContainer given = record.given(name);
        document.put("Labels", container.labels());
        document.put("CreatedAt", container.createdAt().toString());
        time(document, "StartedAt", container.life().startedAt());
        time(document, "FinishedAt", container.life().finishedAt());
        document.put("Ports", container.ports().stream().map(Documents::port).toList());
        document.put(
                "Networks",
                container.networks().stream()
                        .map(network -> Map.of(
                                "NetworkMode",
                                task.networkMode().orElse(network.mode()),
                                "IPv4Addresses",
                                network.address().isEmpty() ? List.of() : List.of(network.address())))
                        .toList());
        document.put(
                "Volumes", container.mounts().stream().map(Documents::volume).toList());
        Optional<SentLog> sent = SentLog.of(given);
        document.put(
                "LogDriver",
                sent.map(SentLog::driver).orElseGet(() -> container.log().driver()));
        document.put(
                "LogOptions",
                sent.map(SentLog::options).orElseGet(() -> container.log().options()));
        container.health().ifPresent(health -> document.put("Health", health(health)));
    }

    static Map<String, Object> port(PortBinding port) {
        return Map.of(
                "ContainerPort", port.containerPort(),
                "Protocol", port.protocol(),
                "HostPort", port.hostPort(),
                "HostIp", port.hostIp());
    }

    /// The task's own interface, which all of its containers have; version 4 tells all of it.
    private static Map<String, Object> network(AcsTask.NetworkInterface own, boolean v4) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("NetworkMode", "awsvpc");
        document.put("IPv4Addresses", own.address().stream().toList());
        if (v4) {
            var address = TaskAddress.of(own);
            document.put("AttachmentIndex", own.index());
            document.put("MACAddress", own.macAddress());
            document.put("IPv4SubnetCIDRBlock", address.range().toString());
            own.privateDnsName().ifPresent(name -> document.put("PrivateDNSName", name));
            document.put("SubnetGatewayIpv4Address", own.subnetGatewayIpv4Address());
        }
        return document;
    }

    private static Map<String, Object> volume(Inspected.Mount mount) {
        return Map.of("DockerName", mount.name(), "Source", mount.source(), "Destination", mount.destination());
    }

    private static Map<String, Object> health(Inspected.Health health) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "status",
                health.status().equals("starting") ? "UNKNOWN" : health.status().toUpperCase(java.util.Locale.ROOT));
        time(document, "statusSince", health.since());
        document.put("exitCode", health.exitCode());
        document.put("output", health.output());
        return document;
    }

    private static void time(Map<String, Object> document, String name, Optional<Instant> at) {
        at.ifPresent(instant -> document.put(name, instant.toString()));
    }
}
