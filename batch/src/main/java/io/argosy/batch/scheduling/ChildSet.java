package io.argosy.batch.scheduling;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/// Some children of an array, by their indexes, as runs of neighbours: ten thousand that wait are two numbers.
/// `bounds` are in turn the first index of a run and the one behind its last.
public record ChildSet(List<Integer> bounds) implements Iterable<Integer> {
    public static final ChildSet NONE = new ChildSet(List.of());

    public ChildSet {
        bounds = List.copyOf(bounds);
    }

    /// From this index up to, and without, that.
    public static ChildSet range(int from, int to) {
        return from < to ? new ChildSet(List.of(from, to)) : NONE;
    }

    public static ChildSet of(int index) {
        return range(index, index + 1);
    }

    public static ChildSet of(IntStream ascending) {
        List<Integer> bounds = new ArrayList<>();
        ascending.forEach(index -> {
            if (!bounds.isEmpty() && bounds.getLast() == index) {
                bounds.removeLast();
            } else {
                bounds.add(index);
            }
            bounds.add(index + 1);
        });
        return new ChildSet(bounds);
    }

    public boolean isEmpty() {
        return bounds.isEmpty();
    }

    public int size() {
        int size = 0;
        for (int i = 0; i < bounds.size(); i += 2) {
            size += bounds.get(i + 1) - bounds.get(i);
        }
        return size;
    }

    /// The smallest; there must be one.
    public int first() {
        return bounds.getFirst();
    }

    public boolean contains(int index) {
        return runsUpTo(index) % 2 == 1;
    }

    /// How many bounds are at or before this index: an odd number of them inside a run.
    private int runsUpTo(int index) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds.get(middle) <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public IntStream stream() {
        return IntStream.range(0, bounds.size() / 2)
                .flatMap(run -> IntStream.range(bounds.get(2 * run), bounds.get(2 * run + 1)));
    }

    /// In their order, read one by one.
    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {
            private int run;
            private int next = bounds.isEmpty() ? 0 : bounds.getFirst();

            @Override
            public boolean hasNext() {
                return run < bounds.size();
            }

            @Override
            public Integer next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int index = next++;
                if (next == bounds.get(run + 1)) {
                    run += 2;
                    next = hasNext() ? bounds.get(run) : next;
                }
                return index;
            }
        };
    }

    public ChildSet with(int index) {
        return plus(of(index));
    }

    public ChildSet without(int index) {
        return minus(of(index));
    }

    public ChildSet plus(ChildSet other) {
        return combined(other, (mine, theirs) -> mine || theirs);
    }

    public ChildSet minus(ChildSet other) {
        return combined(other, (mine, theirs) -> mine && !theirs);
    }

    public ChildSet and(ChildSet other) {
        return combined(other, (mine, theirs) -> mine && theirs);
    }

    private interface Rule {
        boolean in(boolean mine, boolean theirs);
    }

    /// Walks the bounds of both in order; where what the rule says changes is a bound of the answer.
    private ChildSet combined(ChildSet other, Rule rule) {
        List<Integer> result = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        boolean inside = false;
        while (mine < bounds.size() || theirs < other.bounds.size()) {
            int next = Math.min(bound(bounds, mine), bound(other.bounds, theirs));
            mine += bound(bounds, mine) == next ? 1 : 0;
            theirs += bound(other.bounds, theirs) == next ? 1 : 0;
            if (rule.in(mine % 2 == 1, theirs % 2 == 1) != inside) {
                inside = !inside;
                result.add(next);
            }
        }
        return new ChildSet(result);
    }

    private static int bound(List<Integer> of, int place) {
        return place < of.size() ? of.get(place) : Integer.MAX_VALUE;
    }
}
