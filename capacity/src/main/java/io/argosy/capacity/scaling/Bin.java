package io.argosy.capacity.scaling;

import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One instance while waiting work is packed: what of it is taken so far.
final class Bin {
    private final Resources total;
    private final Set<String> groups;
    private Resources used;
    private boolean needed;

    private Bin(Resources total, Resources used, Set<String> groups, boolean needed) {
        this.total = total;
        this.used = used;
        this.groups = groups;
        this.needed = needed;
    }

    /// One that is there; `needed` when it has tasks that count.
    static Bin of(InstanceLoad load, boolean needed, List<Piece> pieces) {
        Set<String> groups = new HashSet<>();
        for (Piece piece : pieces) {
            piece.apart().filter(group -> load.liveByGroup().of(group) > 0).ifPresent(groups::add);
        }
        return new Bin(load.instance().total(), load.used(), groups, needed);
    }

    /// One that would be made.
    static Bin empty(Resources size) {
        return new Bin(size, Resources.NONE, new HashSet<>(), false);
    }

    /// One that is there and takes nothing now.
    static Bin full(boolean needed) {
        return new Bin(Resources.NONE, Resources.NONE, new HashSet<>(), needed);
    }

    boolean needed() {
        return needed;
    }

    /// Takes as many of so many as fit; answers how many.
    int take(Piece piece, int count) {
        int fitting = Math.min(count, room(piece));
        for (int i = 0; i < fitting; i++) {
            used = used.plus(piece.needs());
        }
        if (fitting > 0) {
            needed = true;
            piece.apart().ifPresent(groups::add);
        }
        return fitting;
    }

    private int room(Piece piece) {
        Resources needs = piece.needs();
        if (piece.apart().filter(groups::contains).isPresent()
                || meets(needs.tcpPorts(), total.tcpPorts(), used.tcpPorts())
                || meets(needs.udpPorts(), total.udpPorts(), used.udpPorts())) {
            return 0;
        }
        if (total.equals(Resources.NONE)) {
            return 0;
        }
        boolean single = piece.apart().isPresent()
                || !needs.tcpPorts().isEmpty()
                || !needs.udpPorts().isEmpty();
        int room = Math.min(
                times(needs.cpu(), total.cpu() - used.cpu()),
                times(needs.memoryMib(), total.memoryMib() - used.memoryMib()));
        return single ? Math.min(1, room) : room;
    }

    /// The ports of an instance's total are the ones it keeps for itself.
    private static boolean meets(Set<Integer> wanted, Set<Integer> kept, Set<Integer> taken) {
        return wanted.stream().anyMatch(port -> kept.contains(port) || taken.contains(port));
    }

    private static int times(int needed, int free) {
        return needed == 0 ? Integer.MAX_VALUE : Math.max(0, free) / needed;
    }
}
