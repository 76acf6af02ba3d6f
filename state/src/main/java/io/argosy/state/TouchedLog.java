package io.argosy.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What the newest commits of a store touched, of as many as there is room for.
final class TouchedLog {
    static final int MOST_KEYS = 20_000;

    private record Noted(long commit, Touched touched) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Noted> newest = new ArrayDeque<>();
    private int keys;
    /// What came after this commit is known.
    private long since;

    TouchedLog(long since) {
        this.since = since;
    }

    void add(long commit, Touched touched) {
        lock.lock();
        try {
            newest.addLast(new Noted(commit, touched));
            keys += touched.size();
            while (keys > MOST_KEYS) {
                Noted eldest = newest.removeFirst();
                keys -= eldest.touched().size();
                since = eldest.commit();
            }
        } finally {
            lock.unlock();
        }
    }

    /// By the commits after this one.
    Touched after(long commit) {
        lock.lock();
        try {
            if (commit < since) {
                return Touched.EVERYTHING;
            }
            List<Touched> some = new ArrayList<>();
            Iterator<Noted> each = newest.descendingIterator();
            while (each.hasNext()) {
                Noted noted = each.next();
                if (noted.commit() <= commit) {
                    break;
                }
                some.add(noted.touched());
            }
            return Touched.all(some);
        } finally {
            lock.unlock();
        }
    }
}
