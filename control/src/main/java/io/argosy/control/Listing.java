package io.argosy.control;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A list in the order of its keys that can be read from anywhere: `after` gives what stands behind a key, whether or
/// not that one is there itself, and everything behind the empty one. Of these, those that are `wanted`.
public record Listing<T>(Function<T, String> key, Function<String, Stream<T>> after, Predicate<T> wanted) {
    public static <T> Listing<T> of(Function<T, String> key, Function<String, Stream<T>> after) {
        return new Listing<>(key, after, _ -> true);
    }

    public Listing<T> where(Predicate<T> these) {
        return new Listing<>(key, after, wanted.and(these));
    }
}
