package io.argosy.planning.index;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.Decision;
import io.argosy.planning.Demand;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// The instances of a cluster, kept so that a placement need not ask each of them. Whoever owns it puts every load that
/// changed before it asks; then it decides as `PlacementPlanner` does over all loads, draw for draw. One thread at a
/// time.
public final class PlacementIndex {
    private Slots slots = new Slots();
    private Views views = new Views(slots);
    private final Bits left = new Bits();

    /// This is what is on an instance by now.
    public void put(InstanceLoad load) {
        OptionalInt known = slots.of(load.instance().id());
        if (known.isPresent() && sameTime(slots.load(known.getAsInt()), load)) {
            change(known.getAsInt(), load);
            return;
        }
        remove(load.instance().id());
        if (slots.extendedBy(load)) {
            views.added(slots.append(load));
        } else {
            List<InstanceLoad> all = slots.loads();
            all.add(load);
            rebuild(all);
        }
    }

    private static boolean sameTime(InstanceLoad one, InstanceLoad other) {
        return one.instance().registeredAt().equals(other.instance().registeredAt());
    }

    /// State shares what did not change, so the same object is the same content.
    @SuppressWarnings("ReferenceEquality")
    private void change(int slot, InstanceLoad load) {
        InstanceLoad before = slots.load(slot);
        if (before != load) {
            boolean otherAttributes = slots.replace(slot, load);
            views.changed(slot, before, otherAttributes);
        }
    }

    /// It is registered no more.
    public void remove(ContainerInstanceId id) {
        slots.of(id).ifPresent(slot -> {
            views.removed(slot);
            slots.remove(slot);
        });
        if (slots.sparse()) {
            rebuild(slots.loads());
        }
    }

    private void rebuild(List<InstanceLoad> loads) {
        slots = new Slots();
        views = new Views(slots);
        loads.stream().sorted(PlacementPlanner.BY_REGISTRATION).forEach(load -> views.added(slots.append(load)));
    }

    /// `chain` are the effective strategies, read.
    public Decision decide(Demand demand, List<Strategy> chain, RandomGenerator chance) {
        keepFitting(demand);
        if (left.empty()) {
            return new Decision.NoRoom(new Shortage(slots, views, demand).closest());
        }
        List<String> spreads = new ArrayList<>();
        for (Strategy preference : chain) {
            switch (preference) {
                case Strategy.AnyOne _ -> keepOnly(drawn(chance));
                case Strategy.SpreadOver spread -> {
                    spreads.add(spread.attribute());
                    views.peers(demand.owner()).keepFewest(left, views.paths(List.copyOf(spreads)));
                }
                case Strategy.SpreadOverInstances _ ->
                    views.peers(demand.owner()).keepFewest(left);
                case Strategy.PackCpu _ -> views.cpu().keepLeast(left);
                case Strategy.PackMemory _ -> views.memory().keepLeast(left);
            }
        }
        return new Decision.Place(slots.load(drawn(chance)).instance().id());
    }

    private void keepFitting(Demand demand) {
        left.copy(views.taking());
        demand.provider().ifPresent(provider -> left.keep(views.ofProvider(provider)));
        if (!demand.external()) {
            left.drop(views.external());
        }
        left.keep(views.fitting(demand.needs()));
        demand.needs().tcpPorts().forEach(port -> left.drop(views.takenTcp(port)));
        demand.needs().udpPorts().forEach(port -> left.drop(views.takenUdp(port)));
        if (!demand.requiredAttributes().isEmpty()) {
            left.keep(views.having(demand.requiredAttributes()));
        }
        demand.memberOf().forEach(expression -> left.keep(views.matching(expression)));
        if (demand.distinctInstance()) {
            views.ofGroup(demand.group()).dropAny(left);
        }
    }

    private int drawn(RandomGenerator chance) {
        int many = left.size();
        return left.nth(many == 1 ? 0 : chance.nextInt(many));
    }

    private void keepOnly(int slot) {
        left.clear();
        left.set(slot, true);
    }
}
