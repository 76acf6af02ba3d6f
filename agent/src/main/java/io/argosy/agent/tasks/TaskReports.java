package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.PortRanges.Range;
import io.argosy.docker.PortBinding;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer.PortMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What there is to tell about a task that the control plane has not been told yet (agent-protocol 6.1).
final class TaskReports {
    private static final int LONGEST_REASON = 1024;

    /// The report, and the task once it is on its way.
    record News(SubmitTaskStateChangeRequest report, TaskRecord told) {}

    private final String cluster;

    TaskReports(String cluster) {
        this.cluster = cluster;
    }

    Optional<News> of(TaskRecord task) {
        String status = task.status();
        List<ContainerRecord> changed =
                task.containers().stream().filter(TaskReports::hasNews).toList();
        boolean moved = !status.equals(task.reported()) && !status.equals(TaskRecord.PENDING);
        if (!moved && changed.isEmpty()) {
            return Optional.empty();
        }
        TaskRecord told = task.withReported(status)
                .withContainers(task.containers().stream()
                        .map(one -> hasNews(one) ? one.withReported(ContainerStatus.of(one.state())) : one)
                        .toList());
        return Optional.of(new News(report(task, status, changed), told));
    }

    private static boolean hasNews(ContainerRecord container) {
        if (PauseContainer.is(container.name())) {
            return false;
        }
        int reached = ContainerStatus.reached(container.state());
        return reached >= ContainerStatus.RUNNING_RANK && reached > ContainerStatus.rank(container.reported());
    }

    private SubmitTaskStateChangeRequest report(TaskRecord task, String status, List<ContainerRecord> changed) {
        boolean over = status.equals(TaskRecord.STOPPED);
        return SubmitTaskStateChangeRequest.builder()
                .cluster(cluster)
                .task(task.arn())
                .status(status)
                .reason(
                        over
                                ? shortened(
                                        task.failure().or(() -> noNetwork(task)).orElse(""))
                                : "")
                .containers(changed.stream()
                        .map(one -> container(one, task.given(one.name()).portMappings()))
                        .toList())
                .pullStartedAt(task.times().pullStarted())
                .pullStoppedAt(task.times().pullStopped())
                .executionStoppedAt(over ? task.times().executionStopped() : Optional.empty())
                .build();
    }

    /// Why the task got no network: nobody hears of the container that was to hold it.
    private static Optional<String> noNetwork(TaskRecord task) {
        return task.containers().stream()
                .filter(container -> PauseContainer.is(container.name()))
                .flatMap(container ->
                        container.state() instanceof Ended ended ? ended.reason().stream() : Stream.empty())
                .findFirst();
    }

    private static ContainerStateChange container(ContainerRecord container, List<PortMapping> mappings) {
        ContainerState state = container.state();
        Optional<Ended> ended = state instanceof Ended end ? Optional.of(end) : Optional.empty();
        List<NetworkBinding> bindings = bindings(state.shown().bindings(), mappings);
        return ContainerStateChange.builder()
                .containerName(container.name())
                .runtimeId(state.dockerId())
                .status(ContainerStatus.of(state))
                .exitCode(ended.flatMap(Ended::exitCode))
                .reason(ended.flatMap(Ended::reason).map(TaskReports::shortened))
                .imageDigest(state.pulledImage().flatMap(PulledImage::digest))
                .networkBindings(bindings.isEmpty() ? Optional.empty() : Optional.of(bindings))
                .build();
    }

    /// Ports that were asked for as a range are told as one.
    private static List<NetworkBinding> bindings(List<PortBinding> ports, List<PortMapping> mappings) {
        List<Range> ranges =
                mappings.stream().flatMap(one -> Range.of(one).stream()).toList();
        List<PortBinding> reachable = ports.stream().filter(PortBinding::ipv4).toList();
        Stream<NetworkBinding> singles = reachable.stream()
                .filter(port -> ranges.stream().noneMatch(range -> range.holds(port.containerPort(), port.protocol())))
                .map(port -> NetworkBinding.builder()
                        .bindIP(port.hostIp())
                        .containerPort(port.containerPort())
                        .hostPort(port.hostPort())
                        .protocol(port.protocol())
                        .build());
        return Stream.concat(singles, ranges.stream().flatMap(range -> whole(range, reachable).stream()))
                .toList();
    }

    private static Optional<NetworkBinding> whole(Range range, List<PortBinding> ports) {
        List<PortBinding> within = ports.stream()
                .filter(port -> range.holds(port.containerPort(), port.protocol()))
                .sorted(Comparator.comparingInt(PortBinding::containerPort))
                .toList();
        if (within.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(NetworkBinding.builder()
                .bindIP(within.getFirst().hostIp())
                .containerPortRange(range.from() + "-" + range.until())
                .hostPortRange(
                        within.getFirst().hostPort() + "-" + within.getLast().hostPort())
                .protocol(range.protocol())
                .build());
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
