package io.argosy.state;

import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Different keys that stand in their order already, for what is built of a sorted set in one go.
final class Ascending extends AbstractSet<String> implements SortedSet<String> {
    private final List<String> keys;

    Ascending(List<String> keys) {
        this.keys = keys;
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public Iterator<String> iterator() {
        return keys.iterator();
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public String first() {
        return keys.getFirst();
    }

    @Override
    public String last() {
        return keys.getLast();
    }

    @Override
    public SortedSet<String> subSet(String from, String to) {
        throw new UnsupportedOperationException("it is read from end to end");
    }

    @Override
    public SortedSet<String> headSet(String to) {
        throw new UnsupportedOperationException("it is read from end to end");
    }

    @Override
    public SortedSet<String> tailSet(String from) {
        throw new UnsupportedOperationException("it is read from end to end");
    }
}
