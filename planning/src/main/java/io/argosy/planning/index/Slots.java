package io.argosy.planning.index;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.PlacementRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The instances of a cluster, each in a slot, in the order in which they registered. One that goes leaves its slot
/// empty. What is asked most often of them stands in arrays.
final class Slots {
    private static final int HOLES_ALLOWED = 64;

    private final Map<ContainerInstanceId, Integer> slots = new HashMap<>();
    private final List<InstanceLoad> loads = new ArrayList<>();
    private final List<AttributeClass> classes = new ArrayList<>();
    private final AttributeClass.Register register = new AttributeClass.Register();
    private final Bits all = new Bits();
    private int[] freeCpu = new int[64];
    private int[] freeMemory = new int[64];

    OptionalInt of(ContainerInstanceId id) {
        Integer slot = slots.get(id);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }

    /// Whether it comes after all there are.
    boolean extendedBy(InstanceLoad load) {
        return loads.isEmpty() || PlacementPlanner.BY_REGISTRATION.compare(loads.getLast(), load) < 0;
    }

    boolean sparse() {
        int holes = loads.size() - slots.size();
        return holes > HOLES_ALLOWED && holes > slots.size();
    }

    int append(InstanceLoad load) {
        int slot = loads.size();
        loads.add(load);
        classes.add(register.joined(load.instance()));
        slots.put(load.instance().id(), slot);
        all.set(slot, true);
        if (slot == freeCpu.length) {
            freeCpu = Arrays.copyOf(freeCpu, slot * 2);
            freeMemory = Arrays.copyOf(freeMemory, slot * 2);
        }
        measure(slot, load);
        return slot;
    }

    /// Whether its attributes are others now. State shares what did not change, so the same list is the same content.
    @SuppressWarnings("ReferenceEquality")
    boolean replace(int slot, InstanceLoad load) {
        InstanceLoad before = loads.set(slot, load);
        measure(slot, load);
        if (before.instance().attributes() == load.instance().attributes()) {
            return false;
        }
        AttributeClass was = classes.get(slot);
        AttributeClass is = register.joined(load.instance());
        register.left(was);
        classes.set(slot, is);
        return was != is;
    }

    void remove(int slot) {
        slots.remove(loads.get(slot).instance().id());
        register.left(classes.get(slot));
        all.set(slot, false);
    }

    private void measure(int slot, InstanceLoad load) {
        freeCpu[slot] = PlacementRules.freeCpu(load);
        freeMemory[slot] = PlacementRules.freeMemory(load);
    }

    Bits all() {
        return all;
    }

    InstanceLoad load(int slot) {
        return loads.get(slot);
    }

    AttributeClass attributes(int slot) {
        return classes.get(slot);
    }

    int freeCpu(int slot) {
        return freeCpu[slot];
    }

    int freeMemory(int slot) {
        return freeMemory[slot];
    }

    /// In order.
    List<InstanceLoad> loads() {
        List<InstanceLoad> there = new ArrayList<>();
        for (int slot = all.next(0); slot >= 0; slot = all.next(slot + 1)) {
            there.add(loads.get(slot));
        }
        return there;
    }
}
