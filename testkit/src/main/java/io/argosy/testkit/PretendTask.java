package io.argosy.testkit;

import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A task as a pretend agent has it on disk: what was ordered, how far its one container is, and the reports that were
/// not accepted yet.
final class PretendTask {
    enum Phase {
        STARTING,
        RUNNING,
        ENDED
    }

    private final AcsTask order;
    private final Deque<SubmitTaskStateChangeRequest> unsent = new ArrayDeque<>();
    private Phase phase = Phase.STARTING;
    private boolean wanted;
    private boolean endReported;
    private boolean fromOldDisk;
    private Optional<Integer> exitCode = Optional.empty();
    private String reason = "";

    PretendTask(AcsTask order) {
        this.order = order;
        this.wanted = order.desiredStatus().equals(AcsTask.RUNNING);
    }

    /// As it stands now, for a copy of the disk.
    PretendTask copy() {
        var copy = new PretendTask(order);
        copy.unsent.addAll(unsent);
        copy.phase = phase;
        copy.wanted = wanted;
        copy.endReported = endReported;
        copy.exitCode = exitCode;
        copy.reason = reason;
        copy.fromOldDisk = true;
        return copy;
    }

    /// Whether it came back with an older copy of the disk: the server may have done with it.
    boolean fromOldDisk() {
        return fromOldDisk;
    }

    boolean checksHealth() {
        return order.containers().stream()
                .anyMatch(container -> container.healthCheckType().isPresent());
    }

    List<String> containerNames() {
        return order.containers().stream().map(AcsContainer::name).toList();
    }

    String arn() {
        return order.arn();
    }

    Phase phase() {
        return phase;
    }

    boolean wanted() {
        return wanted;
    }

    boolean endReported() {
        return endReported;
    }

    Deque<SubmitTaskStateChangeRequest> unsent() {
        return unsent;
    }

    int cpu() {
        return order.containers().stream().mapToInt(AcsContainer::cpu).sum();
    }

    Set<Integer> hostPorts() {
        return order.containers().stream()
                .flatMap(container -> container.portMappings().stream())
                .map(AcsContainer.PortMapping::hostPort)
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }

    void stopWanted() {
        wanted = false;
    }

    void started() {
        phase = Phase.RUNNING;
        unsent.add(report("RUNNING", ""));
    }

    void ended(Optional<Integer> code, String why) {
        phase = Phase.ENDED;
        exitCode = code;
        reason = why;
    }

    void reportEnd() {
        endReported = true;
        unsent.add(report("STOPPED", reason));
    }

    private SubmitTaskStateChangeRequest report(String status, String why) {
        List<ContainerStateChange> containers = order.containers().stream()
                .map(container -> change(container, status, why))
                .toList();
        return SubmitTaskStateChangeRequest.builder()
                .cluster("default")
                .task(arn())
                .status(status)
                .reason("")
                .containers(containers)
                .build();
    }

    private ContainerStateChange change(AcsContainer container, String status, String why) {
        return ContainerStateChange.builder()
                .containerName(container.name())
                .status(status)
                .exitCode(exitCode)
                .reason(Optional.of(why).filter(text -> !text.isEmpty()))
                .networkBindings(hostPorts().stream()
                        .map(port -> NetworkBinding.builder()
                                .bindIP("0.0.0.0")
                                .hostPort(port)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public String toString() {
        return arn() + " " + phase + (wanted ? " wanted" : " unwanted") + " unsent=" + unsent.size();
    }
}
