package io.argosy.planning.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values that instances have for a chain of attributes, such as their zones: each chain of values has a number,
/// and as long as there are few of them, its members at hand.
final class Paths {
    private static final int FEW = 64;

    private final List<String> attributes;
    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final List<Bits> members = new ArrayList<>();
    private final Bits kept = new Bits();
    private int[] ofSlot = new int[64];

    Paths(List<String> attributes, Slots slots) {
        this.attributes = List.copyOf(attributes);
        Bits all = slots.all();
        for (int slot = all.next(0); slot >= 0; slot = all.next(slot + 1)) {
            add(slot, slots.attributes(slot));
        }
    }

    void add(int slot, AttributeClass instance) {
        List<String> values = attributes.stream().map(instance::value).toList();
        int number = numbers.computeIfAbsent(values, _ -> numbers.size());
        if (slot >= ofSlot.length) {
            ofSlot = Arrays.copyOf(ofSlot, Math.max(slot + 1, ofSlot.length * 2));
        }
        ofSlot[slot] = number;
        if (number < FEW) {
            if (number == members.size()) {
                members.add(new Bits());
            }
            members.get(number).set(slot, true);
        }
    }

    void forget(int slot) {
        if (ofSlot[slot] < FEW) {
            members.get(ofSlot[slot]).set(slot, false);
        }
    }

    int of(int slot) {
        return ofSlot[slot];
    }

    int count() {
        return numbers.size();
    }

    /// Keeps those of `left` that are where the sum is least.
    void keepLeast(Bits left, int[] sums) {
        kept.clear();
        if (count() <= FEW) {
            few(left, sums);
        } else {
            many(left, sums);
        }
        left.keep(kept);
    }

    private void few(Bits left, int[] sums) {
        int least = Integer.MAX_VALUE;
        for (int path = 0; path < count(); path++) {
            if (sums[path] <= least && members.get(path).meets(left)) {
                if (sums[path] < least) {
                    kept.clear();
                    least = sums[path];
                }
                kept.add(members.get(path));
            }
        }
    }

    private void many(Bits left, int[] sums) {
        int least = Integer.MAX_VALUE;
        for (int slot = left.next(0); slot >= 0; slot = left.next(slot + 1)) {
            int sum = sums[ofSlot[slot]];
            if (sum < least) {
                kept.clear();
                least = sum;
            }
            if (sum == least) {
                kept.set(slot, true);
            }
        }
    }
}
