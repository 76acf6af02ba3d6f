package io.argosy.state;

import java.util.Collection;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Keys in their order. A value.
public final class Keys implements Iterable<String> {
    private final BTree<String> tree;

    Keys(BTree<String> tree) {
        this.tree = tree;
    }

    public static Keys of(Collection<String> keys) {
        return new Keys(BTree.ofKeys(new TreeSet<>(keys).stream().toList()));
    }

    public int size() {
        return tree.size();
    }

    public boolean contains(String key) {
        return tree.get(key).isPresent();
    }

    /// Those after this one, read only as far as the stream is.
    public Stream<String> after(String key) {
        return tree.after(key, _ -> true);
    }

    @Override
    public Iterator<String> iterator() {
        return tree.values().iterator();
    }
}
