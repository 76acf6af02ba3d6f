package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The words of many entities at once: for each index of their kind, the keys under each word, in their order.
final class Words {
    private static final int AT_ONCE = 1 << 13;

    private Words() {}

    /// Parts of them side by side. Every part goes through all indexes, so that what runs first is what runs always,
    /// and Java compiles it once.
    static <E extends Entity> List<Map<String, List<String>>> of(
            Kind<E> kind, List<String> keys, List<Stored<E>> inOrder) {
        List<List<Map<String, List<String>>>> parts = IntStream.iterate(
                        0, from -> from < keys.size(), from -> from + AT_ONCE)
                .parallel()
                .mapToObj(from -> part(kind, keys, inOrder, from, Math.min(keys.size(), from + AT_ONCE)))
                .toList();
        return IntStream.range(0, kind.indexes().size())
                .mapToObj(index ->
                        together(parts.stream().map(part -> part.get(index)).toList()))
                .toList();
    }

    private static Map<String, List<String>> together(List<Map<String, List<String>>> parts) {
        Map<String, List<String>> all = new HashMap<>();
        for (Map<String, List<String>> part : parts) {
            part.forEach((word, keys) -> all.merge(word, keys, (before, more) -> {
                before.addAll(more);
                return before;
            }));
        }
        return all;
    }

    private static <E extends Entity> List<Map<String, List<String>>> part(
            Kind<E> kind, List<String> keys, List<Stored<E>> inOrder, int from, int end) {
        List<Map<String, List<String>>> words = new ArrayList<>();
        kind.indexes().forEach(_ -> words.add(new HashMap<>()));
        for (int i = from; i < end; i++) {
            add(kind.indexes(), inOrder.get(i).entity(), keys.get(i), words);
        }
        return words;
    }

    private static <E extends Entity> void add(
            List<Index<E>> indexes, E entity, String key, List<Map<String, List<String>>> words) {
        for (int i = 0; i < words.size(); i++) {
            for (String word : indexes.get(i).words().apply(entity)) {
                List<String> under = words.get(i).computeIfAbsent(word, _ -> new ArrayList<>());
                // Some entities say a word twice.
                if (under.isEmpty() || !under.getLast().equals(key)) {
                    under.add(key);
                }
            }
        }
    }
}
