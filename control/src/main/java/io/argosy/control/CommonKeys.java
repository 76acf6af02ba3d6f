package io.argosy.control;

import io.argosy.state.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The keys that stand under all of some words. What is read is the smallest of the sets, and each key of it is looked
/// for in the others.
public final class CommonKeys {
    private CommonKeys() {}

    public static Listing<String> of(List<Keys> sets) {
        List<Keys> sorted =
                sets.stream().sorted(Comparator.comparing(Keys::size)).toList();
        Keys fewest = sorted.getFirst();
        List<Keys> others = sorted.subList(1, sorted.size());
        return Listing.of(Function.<String>identity(), fewest::after)
                .where(key -> others.stream().allMatch(other -> other.contains(key)));
    }
}
