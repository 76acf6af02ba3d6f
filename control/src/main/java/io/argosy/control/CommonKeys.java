package io.argosy.control;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Function;

/// The keys that stand under all of some words. What is read is the smallest of the sets, and each key of it is looked
/// for in the others.
public final class CommonKeys {
    private CommonKeys() {}

    public static Listing<String> of(List<NavigableSet<String>> sets) {
        List<NavigableSet<String>> sorted =
                sets.stream().sorted(Comparator.comparing(NavigableSet::size)).toList();
        NavigableSet<String> fewest = sorted.getFirst();
        List<NavigableSet<String>> others = sorted.subList(1, sorted.size());
        return Listing.of(Function.<String>identity(), key -> fewest.tailSet(key, false).stream())
                .where(key -> others.stream().allMatch(other -> other.contains(key)));
    }
}
