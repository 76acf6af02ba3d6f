package io.argosy.state;

import io.argosy.model.Counts;
import io.argosy.model.Entity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entities of one kind by key, in the order of their keys, and by the words of the kind's indexes. A value: what
/// changes makes another table.
public final class Table<E extends Entity> {
    private final Kind<E> kind;
    private final BTree<Stored<E>> rows;
    /// The keys under each word, one map an index, in the order in which the kind declares them.
    private final List<BTree<BTree<String>>> indexes;

    private final Counts counts;

    private Table(Kind<E> kind, BTree<Stored<E>> rows, List<BTree<BTree<String>>> indexes, Counts counts) {
        this.kind = kind;
        this.rows = rows;
        this.indexes = indexes;
        this.counts = counts;
    }

    static <E extends Entity> Table<E> empty(Kind<E> kind) {
        List<BTree<BTree<String>>> indexes =
                kind.indexes().stream().map(_ -> BTree.<BTree<String>>empty()).toList();
        return new Table<>(kind, BTree.empty(), indexes, Counts.NONE);
    }

    /// A table of many at once. Of two under one key the later stays.
    static <E extends Entity> Table<E> of(Kind<E> kind, Collection<Stored<E>> many) {
        List<Stored<E>> inOrder = inOrder(many);
        List<String> keys = inOrder.stream().map(one -> one.entity().key()).toList();
        List<BTree<BTree<String>>> indexes =
                Words.of(kind, keys, inOrder).parallelStream().map(Table::index).toList();
        var counts = new HashMap<String, Integer>();
        inOrder.forEach(one -> kind.counted().apply(one.entity()).forEach(word -> counts.merge(word, 1, Integer::sum)));
        return new Table<>(kind, BTree.of(keys, inOrder), indexes, Counts.of(counts));
    }

    private static <E extends Entity> List<Stored<E>> inOrder(Collection<Stored<E>> many) {
        List<Keyed<E>> sorted = many.stream().map(Keyed::of).sorted().toList();
        List<Stored<E>> inOrder = new ArrayList<>(sorted.size());
        @Nullable String last = null;
        for (Keyed<E> one : sorted) {
            if (one.key.equals(last)) {
                inOrder.removeLast();
            }
            inOrder.add(one.stored);
            last = one.key;
        }
        return inOrder;
    }

    /// One beside its key, and beside the first letters of that, which mostly say which of two comes first.
    private record Keyed<E extends Entity>(long first, String key, Stored<E> stored) implements Comparable<Keyed<E>> {
        private static final int LETTERS = Long.BYTES / Character.BYTES;

        static <E extends Entity> Keyed<E> of(Stored<E> stored) {
            String key = stored.entity().key();
            long first = 0;
            for (int i = 0; i < LETTERS; i++) {
                first = first << Character.SIZE | (i < key.length() ? key.charAt(i) : 0);
            }
            return new Keyed<>(first, key, stored);
        }

        @Override
        public int compareTo(Keyed<E> other) {
            return first == other.first ? key.compareTo(other.key) : Long.compareUnsigned(first, other.first);
        }
    }

    private static BTree<BTree<String>> index(Map<String, List<String>> words) {
        List<String> ascending = words.keySet().stream().sorted().toList();
        return BTree.of(
                ascending, ascending.stream().map(words::get).map(BTree::ofKeys).toList());
    }

    public Optional<E> get(String key) {
        return rows.get(key).map(Stored::entity);
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
        return rows.after(key, _ -> true).map(Stored::entity);
    }

    /// How many are counted under this word.
    public int count(String word) {
        return counts.of(word);
    }

    /// The keys under this word, in their order.
    public Keys keys(Index<E> index, String word) {
        return new Keys(tree(index, word));
    }

    /// Those under this word, in the order of their keys.
    public List<E> under(Index<E> index, String word) {
        return entities(tree(index, word)).toList();
    }

    /// The same, read from the last key back, and only as far as somebody reads.
    public Collection<E> backwards(Index<E> index, String word) {
        BTree<String> keys = tree(index, word);
        return new AbstractCollection<>() {
            @Override
            public Iterator<E> iterator() {
                Iterator<String> each = keys.backwards();
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

    /// The same from before this key back.
    public Stream<E> backwards(Index<E> index, String word, String before) {
        return tree(index, word).before(before, _ -> true).map(key -> get(key).orElseThrow());
    }

    /// Those under words that begin so, in the order of their words.
    public List<E> beginning(Index<E> index, String prefix) {
        return words(index)
                .from(prefix, beginning(prefix))
                .flatMap(this::entities)
                .toList();
    }

    /// Whether there are any under words that begin so.
    public boolean anyBeginning(Index<E> index, String prefix) {
        return words(index).from(prefix, beginning(prefix)).findFirst().isPresent();
    }

    /// Those under words that begin so and come after this one, in the order of their words, read only as far as the
    /// stream is.
    public Stream<E> after(Index<E> index, String prefix, String word) {
        return words(index).after(word, beginning(prefix)).flatMap(this::entities);
    }

    /// The same backwards: those that come before this one.
    public Stream<E> before(Index<E> index, String prefix, String word) {
        return words(index).before(word, beginning(prefix)).flatMap(this::entities);
    }

    private static Predicate<String> beginning(String prefix) {
        return word -> word.startsWith(prefix);
    }

    /// Those under this word and all before it, in the order of their words.
    public Stream<E> upTo(Index<E> index, String word) {
        return words(index).from("", each -> each.compareTo(word) <= 0).flatMap(this::entities);
    }

    /// All that have a word, in the order of their words.
    public Stream<E> inOrder(Index<E> index) {
        return words(index).values().stream().flatMap(this::entities);
    }

    private Stream<E> entities(BTree<String> keys) {
        return keys.values().stream().map(key -> get(key).orElseThrow());
    }

    private BTree<String> tree(Index<E> index, String word) {
        return words(index).get(word).orElse(BTree.noKeys());
    }

    private BTree<BTree<String>> words(Index<E> index) {
        int place = kind.indexes().indexOf(index);
        if (place < 0) {
            throw new IllegalArgumentException(kind + " does not declare the index " + index.name());
        }
        return indexes.get(place);
    }

    Optional<Stored<E>> row(String key) {
        return rows.get(key);
    }

    Stream<Stored<E>> stored() {
        return rows.values().stream();
    }

    Table<E> with(Stored<E> one) {
        String key = one.entity().key();
        List<E> before = get(key).stream().toList();
        List<E> after = List.of(one.entity());
        return new Table<>(kind, rows.plus(key, one), indexed(key, before, after), counted(before, after));
    }

    Table<E> without(String key) {
        List<E> before = get(key).stream().toList();
        return before.isEmpty()
                ? this
                : new Table<>(kind, rows.minus(key), indexed(key, before, List.of()), counted(before, List.of()));
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
    private List<BTree<BTree<String>>> indexed(String key, List<E> before, List<E> after) {
        List<BTree<BTree<String>>> changed = new ArrayList<>(indexes);
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

    private static BTree<BTree<String>> moved(
            BTree<BTree<String>> words, String key, List<String> had, List<String> has) {
        BTree<BTree<String>> moved = words;
        for (String word : had) {
            if (!has.contains(word)) {
                BTree<String> rest = moved.get(word).orElse(BTree.noKeys()).minus(key);
                moved = rest.isEmpty() ? moved.minus(word) : moved.plus(word, rest);
            }
        }
        for (String word : has) {
            if (!had.contains(word)) {
                moved = moved.plus(word, moved.get(word).orElse(BTree.noKeys()).plus(key, key));
            }
        }
        return moved;
    }
}
