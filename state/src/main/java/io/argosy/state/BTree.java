package io.argosy.state;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Keys in their order and what each stands for, as a B+tree. A value: what changes makes another tree, which shares
/// all nodes but those on one path. What is here is one node: a leaf has keys, a branch the trees below it, each behind
/// the smallest key in it. A set is a tree in which each key stands for itself.
final class BTree<V> {
    static final int FANOUT = 32;
    /// A node with fewer entries joins its neighbour. Less than half, so that what was split is not joined at once.
    private static final int FEWEST = FANOUT / 4;

    private static final BTree<?> NO_KEYS = new BTree<>(new Object[0], 1, 0, 0);
    private static final BTree<?> NO_ENTRIES = new BTree<>(new Object[0], 2, 0, 0);

    /// The entries one behind the other, each `width` long: a key, and what it leads to unless that is the key.
    private final Object[] items;

    private final int width;
    /// How many nodes are below this one on the way to an entry; a leaf has none.
    private final int height;

    private final int size;

    private BTree(Object[] items, int width, int height, int size) {
        this.items = items;
        this.width = width;
        this.height = height;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    static BTree<String> noKeys() {
        return (BTree<String>) NO_KEYS;
    }

    @SuppressWarnings("unchecked")
    static <V> BTree<V> empty() {
        return (BTree<V>) NO_ENTRIES;
    }

    /// A set of different keys that are in their order already.
    static BTree<String> ofKeys(List<String> ascending) {
        return ascending.isEmpty() ? noKeys() : built(ascending.toArray(), 1, 0);
    }

    /// What these keys, different and in their order already, stand for, one behind the other.
    static <V> BTree<V> of(List<String> ascending, List<V> values) {
        var items = new Object[2 * ascending.size()];
        for (int i = 0; i < ascending.size(); i++) {
            items[2 * i] = ascending.get(i);
            items[2 * i + 1] = values.get(i);
        }
        return items.length == 0 ? empty() : built(items, 2, 0);
    }

    /// The tree of these entries: nodes with about as many each, and a branch above them.
    private static <V> BTree<V> built(Object[] items, int width, int height) {
        int entries = items.length / width;
        int nodes = (entries + FANOUT - 1) / FANOUT;
        if (nodes == 1) {
            return node(items, width, height);
        }
        var above = new Object[2 * nodes];
        for (int i = 0; i < nodes; i++) {
            int from = (int) ((long) entries * i / nodes) * width;
            int to = (int) ((long) entries * (i + 1) / nodes) * width;
            above[2 * i] = items[from];
            above[2 * i + 1] = node(slice(items, from, to), width, height);
        }
        return built(above, 2, height + 1);
    }

    private static <V> BTree<V> node(Object[] items, int width, int height) {
        int size = items.length / width;
        if (height > 0) {
            size = 0;
            for (int i = 1; i < items.length; i += 2) {
                size += ((BTree<?>) items[i]).size;
            }
        }
        return new BTree<>(items, width, height, size);
    }

    private static Object[] slice(Object[] items, int from, int to) {
        var slice = new Object[to - from];
        System.arraycopy(items, from, slice, 0, to - from);
        return slice;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int height() {
        return height;
    }

    /// How many entries this node has itself.
    int entries() {
        return items.length / width;
    }

    String key(int at) {
        return (String) items[at * width];
    }

    /// Of a leaf.
    @SuppressWarnings("unchecked")
    V value(int at) {
        return (V) items[at * width + width - 1];
    }

    /// Of a branch.
    @SuppressWarnings("unchecked")
    BTree<V> below(int at) {
        return (BTree<V>) items[2 * at + 1];
    }

    /// Where this key is among those of this node; `-1 - place` where it would be, if it is not there.
    int place(String key) {
        int low = 0;
        int high = entries() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = key(middle).compareTo(key);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /// Which of the trees below this branch has this key, if any has it.
    int placeBelow(String key) {
        int place = place(key);
        return place >= 0 ? place : Math.max(0, -2 - place);
    }

    Optional<V> get(String key) {
        BTree<V> node = this;
        while (node.height > 0) {
            node = node.below(node.placeBelow(key));
        }
        int at = node.place(key);
        return at < 0 ? Optional.empty() : Optional.of(node.value(at));
    }

    /// With this value under this key, and no other.
    BTree<V> plus(String key, V value) {
        BTree<V> more = with(key, value);
        return more.entries() > FANOUT ? new BTree<>(more.halves(), 2, more.height + 1, more.size) : more;
    }

    /// The same as a node, which may have one entry too many.
    @SuppressWarnings("ReferenceEquality")
    private BTree<V> with(String key, V value) {
        if (height == 0) {
            int at = place(key);
            if (at < 0) {
                return new BTree<>(replaced(-1 - at, -1 - at, entry(key, value)), width, 0, size + 1);
            }
            return width == 1 || value(at) == value
                    ? this
                    : new BTree<>(replaced(at, at + 1, key(at), value), width, 0, size);
        }
        int at = placeBelow(key);
        BTree<V> before = below(at);
        BTree<V> after = before.with(key, value);
        return after == before ? this : branch(at, at + 1, after, after.size - before.size);
    }

    private Object[] entry(String key, V value) {
        return width == 1 ? new Object[] {key} : new Object[] {key, value};
    }

    /// Without this key and its value.
    BTree<V> minus(String key) {
        BTree<V> less = without(key);
        return less.height > 0 && less.entries() == 1 ? less.below(0) : less;
    }

    /// The same as a node, which may have an entry too few.
    @SuppressWarnings("ReferenceEquality")
    private BTree<V> without(String key) {
        if (height == 0) {
            int at = place(key);
            return at < 0 ? this : new BTree<>(replaced(at, at + 1), width, 0, size - 1);
        }
        int at = placeBelow(key);
        BTree<V> before = below(at);
        BTree<V> after = before.without(key);
        if (after == before) {
            return this;
        }
        if (after.entries() >= FEWEST) {
            return branch(at, at + 1, after, -1);
        }
        return at > 0
                ? branch(at - 1, at + 1, below(at - 1).joined(after), -1)
                : branch(0, 2, after.joined(below(1)), -1);
    }

    private BTree<V> joined(BTree<V> right) {
        var both = new Object[items.length + right.items.length];
        System.arraycopy(items, 0, both, 0, items.length);
        System.arraycopy(right.items, 0, both, items.length, right.items.length);
        return new BTree<>(both, width, height, size + right.size);
    }

    /// This branch with a node in the place of some, or two if the node has too many entries.
    private BTree<V> branch(int from, int to, BTree<V> node, int more) {
        Object[] nodes = node.entries() > FANOUT ? node.halves() : new Object[] {node.key(0), node};
        return new BTree<>(replaced(from, to, nodes), 2, height, size + more);
    }

    private Object[] halves() {
        int middle = entries() / 2 * width;
        return new Object[] {
            key(0),
            node(slice(items, 0, middle), width, height),
            items[middle],
            node(slice(items, middle, items.length), width, height)
        };
    }

    /// The items with others in the place of the entries from one to before another.
    private Object[] replaced(int from, int to, Object... others) {
        int start = from * width;
        int end = to * width;
        var changed = new Object[items.length - (end - start) + others.length];
        System.arraycopy(items, 0, changed, 0, start);
        System.arraycopy(others, 0, changed, start, others.length);
        System.arraycopy(items, end, changed, start + others.length, items.length - end);
        return changed;
    }

    /// What all the keys stand for.
    Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                return BTreeWalk.up(BTree.this);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /// The same from the last key back.
    Iterator<V> backwards() {
        return BTreeWalk.down(this);
    }

    /// From this key on while keys are wanted, read only as far as the stream is.
    Stream<V> from(String key, Predicate<String> wanted) {
        return BTreeWalk.from(this, key, wanted).stream();
    }

    /// The same from behind this key on.
    Stream<V> after(String key, Predicate<String> wanted) {
        return BTreeWalk.after(this, key, wanted).stream();
    }

    /// The same backwards from before this key.
    Stream<V> before(String key, Predicate<String> wanted) {
        return BTreeWalk.before(this, key, wanted).stream();
    }
}
