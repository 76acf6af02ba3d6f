package io.argosy.state;

import io.argosy.model.AgentKey;
import io.argosy.model.ClientToken;
import io.argosy.model.Cluster;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Entity;
import io.argosy.model.Image;
import io.argosy.model.JoinToken;
import io.argosy.model.Repository;
import io.argosy.model.Service;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Entities as rows and back. A kind's name in the journal is its record's; renaming a record needs a migration.
final class EntityCodec {
    private static final Map<String, Class<? extends Entity>> KINDS = List.of(
                    AgentKey.class,
                    ClientToken.class,
                    Cluster.class,
                    ContainerInstance.class,
                    Image.class,
                    JoinToken.class,
                    Repository.class,
                    Service.class,
                    ServiceTally.class,
                    Task.class,
                    TaskDefinition.class,
                    TaskDefinitionFamily.class)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private EntityCodec() {}

    static Row row(String store, Change change) {
        return switch (change) {
            case Change.Put(Entity entity) -> row(store, entity, Optional.of(RecordCodec.text((Record) entity)));
            case Change.Remove(Entity entity) -> row(store, entity, Optional.empty());
        };
    }

    private static Row row(String store, Entity entity, Optional<String> body) {
        return new Row(store, entity.getClass().getSimpleName(), entity.key(), body);
    }

    static Entity entity(Row row) {
        Class<? extends Entity> kind = KINDS.get(row.kind());
        if (kind == null) {
            throw new IllegalStateException("the journal holds a kind this version does not know: " + row.kind());
        }
        try {
            return RecordCodec.read(row.body().orElseThrow(), kind);
        } catch (MalformedJson unreadable) {
            throw new IllegalStateException("unreadable in the journal: " + row.kind() + " " + row.name(), unreadable);
        }
    }
}
