package io.argosy.state;

import io.argosy.model.AccountEntity;
import io.argosy.model.ClusterEntity;
import io.argosy.model.ClusterName;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.model.Migration;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entities as rows and back. A row says its kind by the name that the kind declares, and the version of the kind that
/// wrote it; an older one is brought up to date by the kind's migrations.
final class EntityCodec {
    private static final Logger log = LoggerFactory.getLogger(EntityCodec.class);

    private final Kinds kinds;
    private final Map<String, StoreName> stores = new ConcurrentHashMap<>();

    /// What a row comes to.
    sealed interface Decoded {
        record Read(StoreName store, Kind<?> kind, Stored<? extends Entity> stored) implements Decoded {}

        /// One that earlier versions wrote with others in it: those are still to get rows of their own.
        record Grown(Read whole, List<Entity> parts) implements Decoded {}

        record Refused(UnreadableRow row) implements Decoded {}
    }

    EntityCodec(Kinds kinds) {
        this.kinds = kinds;
    }

    static Row row(String store, Change change) {
        return new Row(
                change.row(),
                store,
                change.kind().name(),
                change.kind().version(),
                change.key(),
                change.after().map(entity -> RecordCodec.text((Record) entity)),
                change.before().map(before -> replaced((Record) before, change.after())));
    }

    private static String replaced(Record before, Optional<Entity> after) {
        return after.map(entity -> RecordCodec.difference(before, (Record) entity))
                .orElseGet(() -> RecordCodec.text(before));
    }

    /// A change as it stands in the history; nothing if it cannot be read.
    Optional<Committed> change(Logged logged) {
        Row row = logged.row();
        try {
            Kind<?> kind = kinds.named(row.kind()).orElseThrow(() -> new MalformedJson("its kind is not known"));
            Optional<Entity> before = Optional.empty();
            if (row.before().isPresent()) {
                Map<String, Object> tree = JsonTree.object(row.body().orElse("{}"));
                RecordCodec.undo(tree, row.before().get());
                before = Optional.of(read(JsonTree.write(tree), row.version(), kind));
            }
            Optional<Entity> after = row.body().isPresent()
                    ? Optional.of(read(row.body().get(), row.version(), kind))
                    : Optional.empty();
            Optional<ClusterName> cluster = stores.computeIfAbsent(row.store(), StoreName::parse)
                            instanceof StoreName.OfCluster(var _, ClusterName name)
                    ? Optional.of(name)
                    : Optional.empty();
            return Optional.of(
                    new Committed(logged.number(), logged.commit(), logged.at(), cluster, row.name(), before, after));
        } catch (MalformedJson | RuntimeException unreadable) {
            log.debug("unreadable in the history: {}", row, unreadable);
            return Optional.empty();
        }
    }

    Decoded decode(Row row) {
        try {
            StoreName store = stores.computeIfAbsent(row.store(), StoreName::parse);
            Kind<?> kind = kinds.named(row.kind()).orElseThrow(() -> new MalformedJson("its kind is not known"));
            if (!belongs(kind, store)) {
                throw new MalformedJson("its kind has no place in this store");
            }
            Entity entity = read(row.body().orElseThrow(), row.version(), kind);
            if (!entity.key().equals(row.name())) {
                throw new MalformedJson("it describes " + entity.key());
            }
            var whole = new Decoded.Read(store, kind, new Stored<>(row.id(), entity));
            List<Entity> parts = parts(row, kind);
            return parts.isEmpty() ? whole : new Decoded.Grown(whole, parts);
        } catch (MalformedJson | RuntimeException unreadable) {
            // A migration is given whatever a row holds, so it may fail in any way.
            return new Decoded.Refused(new UnreadableRow(row, String.valueOf(unreadable.getMessage())));
        }
    }

    private static boolean belongs(Kind<?> kind, StoreName store) {
        Class<?> needed = switch (store) {
            case StoreName.OfAccount _ -> AccountEntity.class;
            case StoreName.OfCluster _ -> ClusterEntity.class;
        };
        return needed.isAssignableFrom(kind.type());
    }

    private static List<Entity> parts(Row row, Kind<?> kind) throws MalformedJson {
        List<Entity> parts = new ArrayList<>();
        if (row.version() < kind.version()) {
            Map<String, Object> tree = JsonTree.object(row.body().orElseThrow());
            for (Migration step : kind.migrations().subList(row.version(), kind.version())) {
                for (Migration.Part part : step.parts(tree)) {
                    parts.add(read(part.tree(), part.version(), part.kind()));
                }
                tree = step.next(tree);
            }
        }
        return parts;
    }

    private static Entity read(String body, int version, Kind<?> kind) throws MalformedJson {
        if (version > kind.version()) {
            throw new MalformedJson(
                    "it was written by a newer version of its kind, " + version + " and not " + kind.version());
        }
        return version == kind.version()
                ? RecordCodec.read(body, kind.type())
                : read(JsonTree.object(body), version, kind);
    }

    private static Entity read(Map<String, Object> row, int version, Kind<?> kind) throws MalformedJson {
        Map<String, Object> tree = row;
        for (Migration step : kind.migrations().subList(version, kind.version())) {
            tree = step.next(tree);
        }
        return RecordCodec.read(tree, kind.type());
    }
}
