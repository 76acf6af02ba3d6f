package io.argosy.capacity.scaling;

import io.argosy.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How many instances a capacity provider needs: M of ecs-semantics 9.3. Those that have tasks, and those on which what
/// waits would go, the largest first, each into the first that has room. What not even an empty instance can take is
/// left out: it waits whatever is made.
final class InstancesNeeded {
    private InstancesNeeded() {}

    /// `there` are the instances that can take tasks or have some; a new one has `size`, and no more than `most` new
    /// ones are counted.
    static int of(List<Bin> there, List<Piece> waiting, Resources size, int most) {
        List<Bin> bins = new ArrayList<>(there);
        int largest = there.size() + most;
        waiting.stream()
                .filter(piece -> Bin.empty(size).take(piece, 1) == 1)
                .sorted(Comparator.comparingDouble((Piece piece) -> share(piece.needs(), size))
                        .reversed())
                .forEach(piece -> pack(piece, bins, size, largest));
        return (int) bins.stream().filter(Bin::needed).count();
    }

    private static double share(Resources needs, Resources size) {
        return Math.max((double) needs.cpu() / size.cpu(), (double) needs.memoryMib() / size.memoryMib());
    }

    private static void pack(Piece piece, List<Bin> bins, Resources size, int largest) {
        int left = piece.count();
        for (Bin bin : bins) {
            left -= bin.take(piece, left);
        }
        while (left > 0 && bins.size() < largest) {
            Bin made = Bin.empty(size);
            bins.add(made);
            left -= made.take(piece, left);
        }
    }
}
