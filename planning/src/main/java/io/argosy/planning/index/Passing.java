package io.argosy.planning.index;

import java.util.function.IntPredicate;

/// The instances that pass one test: asked of all when it is made, then of each that changes.
final class Passing {
    private final IntPredicate test;
    private final Bits slots = new Bits();

    Passing(IntPredicate test, Bits all) {
        this.test = test;
        for (int slot = all.next(0); slot >= 0; slot = all.next(slot + 1)) {
            look(slot);
        }
    }

    void look(int slot) {
        slots.set(slot, test.test(slot));
    }

    void forget(int slot) {
        slots.set(slot, false);
    }

    Bits slots() {
        return slots;
    }
}
