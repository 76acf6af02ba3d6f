package io.argosy.planning.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Instances by how much they have left of something, in levels: eight to each doubling. The least is looked for in
/// the lowest level only.
final class Levels {
    private static final int STEPS = 3;

    private final List<Bits> levels = new ArrayList<>();
    private final Bits kept = new Bits();
    private final IntUnaryOperator free;

    Levels(IntUnaryOperator free) {
        this.free = free;
    }

    /// Nothing left, or less, is level 0.
    private static int level(int free) {
        if (free < 1 << STEPS) {
            return Math.max(free, 0);
        }
        int doublings = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(free) - STEPS;
        return (doublings << STEPS) + (free >>> doublings);
    }

    void add(int slot, int amount) {
        int level = level(amount);
        while (levels.size() <= level) {
            levels.add(new Bits());
        }
        levels.get(level).set(slot, true);
    }

    void forget(int slot, int amount) {
        levels.get(level(amount)).set(slot, false);
    }

    void moved(int slot, int was, int is) {
        if (level(was) != level(is)) {
            forget(slot, was);
            add(slot, is);
        }
    }

    /// Keeps those of `left` that have least.
    void keepLeast(Bits left) {
        for (Bits level : levels) {
            if (level.meets(left)) {
                left.keep(level);
                keepLeastOfLevel(left);
                return;
            }
        }
    }

    private void keepLeastOfLevel(Bits left) {
        int least = Integer.MAX_VALUE;
        kept.clear();
        for (int slot = left.next(0); slot >= 0; slot = left.next(slot + 1)) {
            int amount = free.applyAsInt(slot);
            if (amount < least) {
                kept.clear();
                least = amount;
            }
            if (amount == least) {
                kept.set(slot, true);
            }
        }
        left.keep(kept);
    }
}
