package io.argosy.planning.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many tasks of one group, or of one deployment, each instance has: for every number the instances that have more,
/// and the sums over the paths they were asked for.
final class PeerCounts {
    private final List<Bits> moreThan = new ArrayList<>();
    private final Map<Paths, Sums> sums = new HashMap<>();

    private static final class Sums {
        private int[] ofPath;

        Sums(int paths) {
            ofPath = new int[paths];
        }

        void add(int path, int more) {
            of(path + 1)[path] += more;
        }

        int[] of(int paths) {
            if (paths > ofPath.length) {
                ofPath = Arrays.copyOf(ofPath, paths);
            }
            return ofPath;
        }
    }

    void moved(int slot, int was, int is) {
        for (int number = was; number < is; number++) {
            if (number == moreThan.size()) {
                moreThan.add(new Bits());
            }
            moreThan.get(number).set(slot, true);
        }
        for (int number = is; number < was; number++) {
            moreThan.get(number).set(slot, false);
        }
        for (var sum : sums.entrySet()) {
            sum.getValue().add(sum.getKey().of(slot), is - was);
        }
    }

    /// Drops those that have any.
    void dropAny(Bits left) {
        if (!moreThan.isEmpty()) {
            left.drop(moreThan.getFirst());
        }
    }

    /// Keeps those that have fewest.
    void keepFewest(Bits left) {
        for (Bits more : moreThan) {
            if (!left.within(more)) {
                left.drop(more);
                return;
            }
        }
    }

    /// Keeps those on the paths that have fewest altogether.
    void keepFewest(Bits left, Paths paths) {
        paths.keepLeast(left, sums.computeIfAbsent(paths, this::summed).of(paths.count()));
    }

    private Sums summed(Paths paths) {
        var sum = new Sums(paths.count());
        for (Bits more : moreThan) {
            for (int slot = more.next(0); slot >= 0; slot = more.next(slot + 1)) {
                sum.add(paths.of(slot), 1);
            }
        }
        return sum;
    }

    void forgetPaths() {
        sums.clear();
    }
}
