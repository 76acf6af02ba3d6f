package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Entities of one kind by key, in the order of their keys, and by the words of the kind's indexes. A value: what
/// changes makes another table.
public final class Table<E extends Entity> {
    private final Kind<E> kind;
    private final TreePMap<String, Stored<E>> rows;
    /// The keys under each word, one map an index, in the order in which the kind declares them.
    private final List<TreePMap<String, TreePSet<String>>> indexes;

    private Table(Kind<E> kind, TreePMap<String, Stored<E>> rows, List<TreePMap<String, TreePSet<String>>> indexes) {
        this.kind = kind;
        this.rows = rows;
        this.indexes = indexes;
    }

    static <E extends Entity> Table<E> empty(Kind<E> kind) {
        return new Table<>(
                kind,
                TreePMap.empty(),
                kind.indexes().stream()
                        .map(_ -> TreePMap.<String, TreePSet<String>>empty())
                        .toList());
    }

    /// A table of many at once. Of two under one key the later stays.
    static <E extends Entity> Table<E> of(Kind<E> kind, Collection<Stored<E>> many) {
        var sorted = new TreeMap<String, Stored<E>>();
        many.forEach(one -> sorted.put(one.entity().key(), one));
        List<TreePMap<String, TreePSet<String>>> indexes = new ArrayList<>();
        for (Index<E> index : kind.indexes()) {
            var words = new TreeMap<String, TreeSet<String>>();
            sorted.forEach((key, one) -> index.words()
                    .apply(one.entity())
                    .forEach(word ->
                            words.computeIfAbsent(word, _ -> new TreeSet<>()).add(key)));
            var keys = new TreeMap<String, TreePSet<String>>();
            words.forEach((word, under) -> keys.put(word, TreePSet.fromSortedSet(under)));
            indexes.add(TreePMap.fromSortedMap(keys));
        }
        return new Table<>(kind, TreePMap.fromSortedMap(sorted), List.copyOf(indexes));
    }

    public Optional<E> get(String key) {
        return Optional.ofNullable(rows.get(key)).map(Stored::entity);
    }

    public int size() {
        return rows.size();
    }

    /// All of them, in the order of their keys.
    public Collection<E> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<E> iterator() {
                Iterator<Stored<E>> each = rows.values().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public E next() {
                        return each.next().entity();
                    }
                };
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }

    /// Those under this word, in the order of their keys.
    public List<E> under(Index<E> index, String word) {
        TreePSet<String> keys = words(index).get(word);
        return keys == null ? List.of() : entities(keys).toList();
    }

    /// The same, read from the last key back, and only as far as somebody reads.
    public Collection<E> backwards(Index<E> index, String word) {
        TreePSet<String> keys = words(index).getOrDefault(word, TreePSet.empty());
        return new AbstractCollection<>() {
            @Override
            public Iterator<E> iterator() {
                Iterator<String> each = keys.descendingIterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public E next() {
                        return get(each.next()).orElseThrow();
                    }
                };
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }

    /// Those under words that begin so, in the order of their words.
    public List<E> beginning(Index<E> index, String prefix) {
        return words(index).subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
                .flatMap(this::entities)
                .toList();
    }

    /// All that have a word, in the order of their words.
    public Stream<E> inOrder(Index<E> index) {
        return words(index).values().stream().flatMap(this::entities);
    }

    private Stream<E> entities(TreePSet<String> keys) {
        return keys.stream().map(key -> get(key).orElseThrow());
    }

    private TreePMap<String, TreePSet<String>> words(Index<E> index) {
        int place = kind.indexes().indexOf(index);
        if (place < 0) {
            throw new IllegalArgumentException(kind + " does not declare the index " + index.name());
        }
        return indexes.get(place);
    }

    Optional<Stored<E>> row(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    Stream<Stored<E>> stored() {
        return rows.values().stream();
    }

    Table<E> with(Stored<E> one) {
        String key = one.entity().key();
        Stored<E> before = rows.get(key);
        return new Table<>(
                kind,
                rows.plus(key, one),
                indexed(key, before == null ? List.of() : List.of(before.entity()), List.of(one.entity())));
    }

    Table<E> without(String key) {
        Stored<E> before = rows.get(key);
        return before == null
                ? this
                : new Table<>(kind, rows.minus(key), indexed(key, List.of(before.entity()), List.of()));
    }

    /// The indexes once `key` stands for what is in `after` (one or none) and no longer for what is in `before`.
    private List<TreePMap<String, TreePSet<String>>> indexed(String key, List<E> before, List<E> after) {
        List<TreePMap<String, TreePSet<String>>> changed = new ArrayList<>(indexes);
        for (int i = 0; i < changed.size(); i++) {
            Index<E> index = kind.indexes().get(i);
            List<String> had = before.isEmpty() ? List.of() : index.words().apply(before.getFirst());
            List<String> has = after.isEmpty() ? List.of() : index.words().apply(after.getFirst());
            if (!had.equals(has)) {
                changed.set(i, moved(changed.get(i), key, had, has));
            }
        }
        return changed;
    }

    private static TreePMap<String, TreePSet<String>> moved(
            TreePMap<String, TreePSet<String>> words, String key, List<String> had, List<String> has) {
        TreePMap<String, TreePSet<String>> moved = words;
        for (String word : had) {
            if (!has.contains(word)) {
                TreePSet<String> rest =
                        moved.getOrDefault(word, TreePSet.empty()).minus(key);
                moved = rest.isEmpty() ? moved.minus(word) : moved.plus(word, rest);
            }
        }
        for (String word : has) {
            if (!had.contains(word)) {
                moved = moved.plus(
                        word, moved.getOrDefault(word, TreePSet.empty()).plus(key));
            }
        }
        return moved;
    }
}
