package io.argosy.planning;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Draws one of several by chance, whatever order they come in: the same seed draws the same one.
final class RandomPick {
    private RandomPick() {}

    static <T> T draw(List<T> among, Function<T, String> id, RandomGenerator chance) {
        if (among.size() == 1) {
            return among.getFirst();
        }
        long salt = chance.nextLong();
        T drawn = among.getFirst();
        long lowest = ticket(id.apply(drawn), salt);
        for (T one : among.subList(1, among.size())) {
            long ticket = ticket(id.apply(one), salt);
            if (ticket < lowest || (ticket == lowest && id.apply(one).compareTo(id.apply(drawn)) < 0)) {
                drawn = one;
                lowest = ticket;
            }
        }
        return drawn;
    }

    /// The finaliser of SplitMix64 over the id's hash.
    private static long ticket(String id, long salt) {
        long mixed = id.hashCode() * 0x9E3779B97F4A7C15L + salt;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
