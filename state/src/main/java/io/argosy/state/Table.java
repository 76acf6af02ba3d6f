package io.argosy.state;

import io.argosy.model.Counts;
import io.argosy.model.Entity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

    private final Counts counts;

    private Table(
            Kind<E> kind,
            TreePMap<String, Stored<E>> rows,
            List<TreePMap<String, TreePSet<String>>> indexes,
            Counts counts) {
        this.kind = kind;
        this.rows = rows;
        this.indexes = indexes;
        this.counts = counts;
    }

    static <E extends Entity> Table<E> empty(Kind<E> kind) {
        return new Table<>(
                kind,
                TreePMap.empty(),
                kind.indexes().stream()
                        .map(_ -> TreePMap.<String, TreePSet<String>>empty())
                        .toList(),
                Counts.NONE);
    }

    /// A table of many at once. Of two under one key the later stays.
    static <E extends Entity> Table<E> of(Kind<E> kind, Collection<Stored<E>> many) {
        var sorted = new TreeMap<String, Stored<E>>();
        many.parallelStream()
                .sorted(Comparator.comparing(one -> one.entity().key()))
                .forEachOrdered(one -> sorted.put(one.entity().key(), one));
        // A tree is slow to walk, and each index walks it.
        List<Stored<E>> inOrder = List.copyOf(sorted.values());
        List<TreePMap<String, TreePSet<String>>> indexes = kind.indexes().parallelStream()
                .map(index -> words(index, inOrder))
                .toList();
        var counts = new HashMap<String, Integer>();
        inOrder.forEach(one -> kind.counted().apply(one.entity()).forEach(word -> counts.merge(word, 1, Integer::sum)));
        return new Table<>(kind, TreePMap.fromSortedMap(sorted), indexes, Counts.of(counts));
    }

    private static <E extends Entity> TreePMap<String, TreePSet<String>> words(
            Index<E> index, List<Stored<E>> inOrder) {
        var words = new HashMap<String, List<String>>();
        for (Stored<E> one : inOrder) {
            for (String word : index.words().apply(one.entity())) {
                words.computeIfAbsent(word, _ -> new ArrayList<>())
                        .add(one.entity().key());
            }
        }
        var keys = new TreeMap<String, TreePSet<String>>();
        words.forEach((word, under) -> keys.put(word, TreePSet.fromSortedSet(new Ascending(under))));
        return TreePMap.fromSortedMap(keys);
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

    /// Those whose keys come after this one, in the order of their keys, read only as far as the stream is.
    public Stream<E> after(String key) {
        return rows.tailMap(key, false).values().stream().map(Stored::entity);
    }

    /// How many are counted under this word.
    public int count(String word) {
        return counts.of(word);
    }

    /// The keys under this word, in their order.
    public NavigableSet<String> keys(Index<E> index, String word) {
        return words(index).getOrDefault(word, TreePSet.empty());
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

    /// Whether there are any under words that begin so.
    public boolean anyBeginning(Index<E> index, String prefix) {
        String first = words(index).ceilingKey(prefix);
        return first != null && first.startsWith(prefix);
    }

    /// Those under words that begin so and come after this one, in the order of their words, read only as far as the
    /// stream is.
    public Stream<E> after(Index<E> index, String prefix, String word) {
        return entities(prefix, words(index).tailMap(word, false));
    }

    /// The same backwards: those that come before this one.
    public Stream<E> before(Index<E> index, String prefix, String word) {
        return entities(prefix, words(index).headMap(word, false).descendingMap());
    }

    private Stream<E> entities(String prefix, TreePMap<String, TreePSet<String>> words) {
        return words.entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .flatMap(entry -> entities(entry.getValue()));
    }

    /// Those under this word and all before it, in the order of their words.
    public Stream<E> upTo(Index<E> index, String word) {
        return words(index).headMap(word, true).values().stream().flatMap(this::entities);
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
        Stored<E> known = rows.get(key);
        List<E> before = known == null ? List.of() : List.of(known.entity());
        List<E> after = List.of(one.entity());
        return new Table<>(kind, rows.plus(key, one), indexed(key, before, after), counted(before, after));
    }

    Table<E> without(String key) {
        Stored<E> known = rows.get(key);
        if (known == null) {
            return this;
        }
        List<E> before = List.of(known.entity());
        return new Table<>(kind, rows.minus(key), indexed(key, before, List.of()), counted(before, List.of()));
    }

    private Counts counted(List<E> before, List<E> after) {
        List<String> had = words(before, kind.counted());
        List<String> has = words(after, kind.counted());
        if (had.equals(has)) {
            return counts;
        }
        Counts counted = counts;
        for (String word : had) {
            counted = counted.plus(word, -1);
        }
        for (String word : has) {
            counted = counted.plus(word, 1);
        }
        return counted;
    }

    private static <E> List<String> words(List<E> oneOrNone, Function<E, List<String>> of) {
        return oneOrNone.isEmpty() ? List.of() : of.apply(oneOrNone.getFirst());
    }

    /// The indexes once `key` stands for what is in `after` (one or none) and no longer for what is in `before`.
    private List<TreePMap<String, TreePSet<String>>> indexed(String key, List<E> before, List<E> after) {
        List<TreePMap<String, TreePSet<String>>> changed = new ArrayList<>(indexes);
        for (int i = 0; i < changed.size(); i++) {
            Index<E> index = kind.indexes().get(i);
            List<String> had = words(before, index.words());
            List<String> has = words(after, index.words());
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
