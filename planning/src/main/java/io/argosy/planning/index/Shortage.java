package io.argosy.planning.index;

import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import io.argosy.planning.Decision;
import io.argosy.planning.Demand;
import io.argosy.planning.PlacementPlanner;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/// Why a task finds no room, when none of the instances takes it: the rules are gone through in the order of
/// ecs-semantics 6.1 until one leaves nobody. Those that came as far are the closest, and one of them is asked.
final class Shortage {
    private final Slots slots;
    private final Views views;
    private final Demand demand;

    /// Those that no rule so far has kept off.
    private final Bits reached = new Bits();

    private final Bits next = new Bits();

    Shortage(Slots slots, Views views, Demand demand) {
        this.slots = slots;
        this.views = views;
        this.demand = demand;
    }

    Optional<Decision.Closest> closest() {
        reached.copy(slots.all());
        if (endsAt(left -> demand.provider().ifPresent(provider -> left.keep(views.ofProvider(provider))))) {
            return asked(reached.next(0));
        }
        if (endsAt(left -> left.keep(views.taking()))) {
            return PlacementPlanner.closest(demand, slots.loads());
        }
        if (endsAt(this::dropExternal)) {
            return asked(reached.next(0));
        }
        Resources needs = demand.needs();
        if (endsAt(left -> keepWith(left, needs.cpu(), slots::freeCpu))) {
            return asked(most(slots::freeCpu));
        }
        if (endsAt(left -> keepWith(left, needs.memoryMib(), slots::freeMemory))) {
            return asked(most(slots::freeMemory));
        }
        boolean ended = endsAt(left -> needs.tcpPorts().forEach(port -> left.drop(views.takenTcp(port))))
                || endsAt(left -> needs.udpPorts().forEach(port -> left.drop(views.takenUdp(port))))
                || endsAt(left -> left.keep(views.having(demand.requiredAttributes())))
                || endsAt(left -> demand.memberOf().forEach(expression -> left.keep(views.matching(expression))))
                || endsAt(views.ofGroup(demand.group())::dropAny);
        if (!ended) {
            throw new IllegalStateException("there is room for " + demand);
        }
        return asked(reached.next(0));
    }

    /// Whether this rule leaves nobody; if it does not, the next one is asked of those it leaves.
    private boolean endsAt(Consumer<Bits> rule) {
        next.copy(reached);
        rule.accept(next);
        if (next.empty()) {
            return true;
        }
        reached.copy(next);
        return false;
    }

    private void dropExternal(Bits left) {
        if (!demand.external()) {
            left.drop(views.external());
        }
    }

    private static void keepWith(Bits left, int needed, IntUnaryOperator free) {
        if (needed == 0) {
            return;
        }
        for (int slot = left.next(0); slot >= 0; slot = left.next(slot + 1)) {
            if (free.applyAsInt(slot) < needed) {
                left.set(slot, false);
            }
        }
    }

    private int most(IntUnaryOperator free) {
        int best = reached.next(0);
        for (int slot = best; slot >= 0; slot = reached.next(slot + 1)) {
            if (free.applyAsInt(slot) > free.applyAsInt(best)) {
                best = slot;
            }
        }
        return best;
    }

    /// An empty cluster has nobody to ask.
    private Optional<Decision.Closest> asked(int slot) {
        if (slot < 0) {
            return Optional.empty();
        }
        InstanceLoad load = slots.load(slot);
        return PlacementPlanner.veto(demand, load)
                .map(veto -> new Decision.Closest(load.instance().id(), veto));
    }
}
