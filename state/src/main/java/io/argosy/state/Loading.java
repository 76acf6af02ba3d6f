package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.state.EntityCodec.Decoded;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads a whole journal: one thread fetches rows, all cores turn them into entities, and the tables are made of all of
/// them at once.
final class Loading {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int MOST_WAITING = 16;

    private final Kinds kinds;
    private final EntityCodec codec;
    private final LoadMeter meter;
    private final Map<StoreName, Map<Kind<?>, List<Stored<? extends Entity>>>> read = new HashMap<>();
    private final List<Decoded.Grown> grown = new ArrayList<>();
    private final List<UnreadableRow> unreadable = new ArrayList<>();
    private final Queue<Future<List<Decoded>>> waiting = new ArrayDeque<>();
    private final List<Row> separated = new ArrayList<>();
    private List<Row> rows = new ArrayList<>(ROWS_AT_ONCE);
    private long lastRow;

    private Loading(Kinds kinds, LoadMeter meter) {
        this.kinds = kinds;
        this.codec = new EntityCodec(kinds);
        this.meter = meter;
    }

    static Loading of(Journal journal, Kinds kinds) throws IOException {
        var loading = new Loading(kinds, new LoadMeter(Runtime.getRuntime().maxMemory()));
        try (ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            journal.load(row -> loading.take(row, cores));
            loading.decode(cores);
            while (!loading.waiting.isEmpty()) {
                loading.settleOne();
            }
        }
        loading.grown.forEach(loading::separate);
        loading.meter.done();
        return loading;
    }

    private void take(Row row, ExecutorService cores) {
        meter.count(row);
        lastRow = Math.max(lastRow, row.id());
        rows.add(row);
        if (rows.size() == ROWS_AT_ONCE) {
            decode(cores);
        }
    }

    private void decode(ExecutorService cores) {
        List<Row> some = rows;
        rows = new ArrayList<>(ROWS_AT_ONCE);
        waiting.add(cores.submit(() -> decoded(some)));
        if (waiting.size() > MOST_WAITING) {
            settleOne();
        }
    }

    private List<Decoded> decoded(List<Row> some) {
        List<Decoded> decoded = new ArrayList<>(some.size());
        for (Row row : some) {
            decoded.add(codec.decode(row));
        }
        return decoded;
    }

    private void settleOne() {
        try {
            waiting.remove().get().forEach(this::settle);
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the journal was read", stop);
        }
    }

    private void settle(Decoded one) {
        switch (one) {
            case Decoded.Read entity -> take(entity.store(), entity.kind(), entity.stored());
            case Decoded.Grown several -> grown.add(several);
            case Decoded.Refused(UnreadableRow row) -> unreadable.add(row);
        }
    }

    private void take(StoreName store, Kind<?> kind, Stored<? extends Entity> stored) {
        read.computeIfAbsent(store, _ -> new HashMap<>())
                .computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(stored);
    }

    /// Gives what was one row a row each, the parts behind all there are.
    private void separate(Decoded.Grown several) {
        StoreName store = several.whole().store();
        Stored<? extends Entity> whole = several.whole().stored();
        var same = Optional.<Entity>of(whole.entity());
        take(store, several.whole().kind(), whole);
        separated(
                store,
                new Change(whole.row(), several.whole().kind(), whole.entity().key(), same, same));
        for (Entity part : several.parts()) {
            Kind<?> kind = kinds.of(part);
            take(store, kind, new Stored<>(++lastRow, part));
            separated(store, new Change(lastRow, kind, part.key(), Optional.empty(), Optional.of(part)));
        }
    }

    private void separated(StoreName store, Change change) {
        separated.add(EntityCodec.row(store.toString(), change));
    }

    /// What must be written before anything else is: rows that hold together what is apart from this version on, and
    /// what was in them. All of it or nothing, so that it is done once.
    List<Row> separated() {
        return separated;
    }

    List<UnreadableRow> unreadable() {
        return unreadable;
    }

    /// The highest row there is.
    long lastRow() {
        return lastRow;
    }

    Map<StoreName, Tables> tables() {
        Map<StoreName, Tables> tables = new HashMap<>();
        read.forEach((store, kindsThere) -> tables.put(store, Tables.of(kinds, kindsThere)));
        return tables;
    }
}
