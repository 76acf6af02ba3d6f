package io.argosy.state;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What the keys of a tree stand for, from one of them upwards or downwards and for as long as they are wanted, read
/// only as far as somebody reads.
final class BTreeWalk<V> implements Iterator<V> {
    private static final int UP = 1;
    private static final int DOWN = -1;

    /// The nodes on the way to the next entry, the leaf in front, and which of the entries of each it is.
    private final BTree<V>[] path;

    private final int[] at;
    private final int step;
    private final Predicate<String> wanted;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private BTreeWalk(BTree<V> tree, int step, Predicate<String> wanted) {
        this.path = new BTree[tree.height() + 1];
        this.at = new int[path.length];
        this.step = step;
        this.wanted = wanted;
        path[path.length - 1] = tree;
    }

    static <V> BTreeWalk<V> from(BTree<V> tree, String key, Predicate<String> wanted) {
        var walk = new BTreeWalk<>(tree, UP, wanted);
        int place = walk.find(key);
        walk.at[0] = place >= 0 ? place : -1 - place;
        return walk;
    }

    static <V> BTreeWalk<V> after(BTree<V> tree, String key, Predicate<String> wanted) {
        var walk = new BTreeWalk<>(tree, UP, wanted);
        int place = walk.find(key);
        walk.at[0] = place >= 0 ? place + 1 : -1 - place;
        return walk;
    }

    static <V> BTreeWalk<V> before(BTree<V> tree, String key, Predicate<String> wanted) {
        var walk = new BTreeWalk<>(tree, DOWN, wanted);
        int place = walk.find(key);
        walk.at[0] = place >= 0 ? place - 1 : -2 - place;
        return walk;
    }

    static <V> BTreeWalk<V> up(BTree<V> tree) {
        return new BTreeWalk<>(tree, UP, _ -> true).end();
    }

    static <V> BTreeWalk<V> down(BTree<V> tree) {
        return new BTreeWalk<>(tree, DOWN, _ -> true).end();
    }

    /// Goes to the leaf that has this key, if any has, and says where in it.
    private int find(String key) {
        for (int i = path.length - 1; i > 0; i--) {
            at[i] = path[i].placeBelow(key);
            path[i - 1] = path[i].below(at[i]);
        }
        return path[0].place(key);
    }

    /// Begins at the end that it walks away from.
    private BTreeWalk<V> end() {
        at[at.length - 1] = end(path[at.length - 1]);
        descend(at.length - 1);
        return this;
    }

    private int end(BTree<V> node) {
        return step == UP ? 0 : node.entries() - 1;
    }

    private void descend(int from) {
        for (int i = from; i > 0; i--) {
            path[i - 1] = path[i].below(at[i]);
            at[i - 1] = end(path[i - 1]);
        }
    }

    @Override
    public boolean hasNext() {
        return (within(0, at[0]) || nextLeaf()) && wanted.test(path[0].key(at[0]));
    }

    private boolean within(int level, int entry) {
        return entry >= 0 && entry < path[level].entries();
    }

    private boolean nextLeaf() {
        int i = 1;
        while (i < path.length && !within(i, at[i] + step)) {
            i++;
        }
        if (i == path.length) {
            return false;
        }
        at[i] += step;
        descend(i);
        return true;
    }

    @Override
    public V next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        V value = path[0].value(at[0]);
        at[0] += step;
        return value;
    }

    Stream<V> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        this, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                false);
    }
}
