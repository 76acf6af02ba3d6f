package io.argosy.planning.index;

import io.argosy.model.Counts;
import io.argosy.model.InstanceLoad;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// The counts of the groups, or of the deployments, that placements asked for, and the names of all there are: one that
/// no instance has yet is counted without asking them.
final class Peers {
    private static final int COUNTED = 2_048;

    private final Function<InstanceLoad, Counts> of;
    private final Slots slots;
    private final Bounded<String, PeerCounts> counted = new Bounded<>(COUNTED);
    private final Map<String, Integer> instances = new HashMap<>();

    Peers(Function<InstanceLoad, Counts> of, Slots slots) {
        this.of = of;
        this.slots = slots;
    }

    PeerCounts of(String name) {
        return counted.get(name, this::count);
    }

    private PeerCounts count(String name) {
        var counts = new PeerCounts();
        if (instances.containsKey(name)) {
            Bits all = slots.all();
            for (int slot = all.next(0); slot >= 0; slot = all.next(slot + 1)) {
                counts.moved(slot, 0, of.apply(slots.load(slot)).of(name));
            }
        }
        return counts;
    }

    void moved(int slot, Counts before, Counts now) {
        now.since(before, (name, was, is) -> {
            if (was == 0 || is == 0) {
                instances.merge(name, is == 0 ? -1 : 1, (many, more) -> many + more == 0 ? null : many + more);
            }
            counted.get(name).ifPresent(counts -> counts.moved(slot, was, is));
        });
    }

    void each(Consumer<PeerCounts> action) {
        counted.each(action);
    }
}
