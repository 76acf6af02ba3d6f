package io.argosy.capacity.scaling;

import io.argosy.capacity.HostGroup;
import io.argosy.capacity.WaitingWork;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a cluster has and needs of one capacity provider, counted in one state: its instances that are to stay, and how
/// many are needed for what runs on them and what waits.
record ProviderCount(List<ScalingPlanner.Member> members, int needed) {
    private static final int UNITS_PER_VCPU = 1_024;

    static ProviderCount of(String provider, HostGroup group, ClusterState state, List<WaitingWork.Wanted> works) {
        List<InstanceLoad> loads = state.loads().stream()
                .filter(load -> load.instance().capacityProvider().equals(Optional.of(provider)))
                .filter(load -> load.instance().status() == ContainerInstance.Status.ACTIVE)
                .toList();
        List<Piece> pieces = new ArrayList<>(tasks(provider, state));
        works.forEach(wanted -> pieces.addAll(pieces(wanted)));
        List<ScalingPlanner.Member> members = loads.stream()
                .map(load -> new ScalingPlanner.Member(
                        load.instance().id(),
                        load.instance().registeredAt(),
                        CountedTasks.on(load.instance().id(), state)))
                .toList();
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            InstanceLoad load = loads.get(i);
            boolean needed = members.get(i).tasks() > 0;
            bins.add(load.instance().agentConnected() ? Bin.of(load, needed, pieces) : Bin.full(needed));
        }
        int packed = InstancesNeeded.of(bins, pieces, group.size(), group.max());
        return new ProviderCount(members, Math.max(packed, floor(works, group.size())));
    }

    /// The tasks that wait, those that need the same together.
    private static List<Piece> tasks(String provider, ClusterState state) {
        Map<Piece, Integer> alike = new LinkedHashMap<>();
        for (AwaitedPlacement awaited :
                state.table(AwaitedPlacement.KIND).under(AwaitedPlacement.BY_PROVIDER, provider)) {
            state.task(awaited.task())
                    .filter(task -> task.state().wanted())
                    .ifPresent(task -> alike.merge(new Piece(task.needs(), 1, apart(task, awaited)), 1, Integer::sum));
        }
        return alike.entrySet().stream()
                .map(each -> new Piece(
                        each.getKey().needs(), each.getValue(), each.getKey().apart()))
                .toList();
    }

    private static Optional<String> apart(Task task, AwaitedPlacement awaited) {
        boolean distinct = awaited.constraints().stream()
                .anyMatch(constraint -> constraint.type().equals(Optional.of("distinctInstance")));
        return distinct ? Optional.of(task.owner().group()) : Optional.empty();
    }

    /// As much of it as is waited for at all.
    private static List<Piece> pieces(WaitingWork.Wanted wanted) {
        List<Piece> pieces = new ArrayList<>();
        long left = (long) wanted.mostVcpus() * UNITS_PER_VCPU;
        for (WaitingWork.Group group : wanted.groups()) {
            int cpu = group.needs().cpu();
            int count = cpu == 0 ? group.count() : (int) Math.min(group.count(), left / cpu);
            left -= (long) count * cpu;
            if (count > 0) {
                pieces.add(Piece.of(group.needs(), count));
            }
        }
        return pieces;
    }

    private static int floor(List<WaitingWork.Wanted> works, Resources size) {
        long least = works.stream().mapToLong(WaitingWork.Wanted::leastVcpus).sum();
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(least * UNITS_PER_VCPU, Math.max(1, size.cpu())));
    }
}
