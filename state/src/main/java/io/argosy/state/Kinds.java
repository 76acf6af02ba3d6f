package io.argosy.state;

import io.argosy.model.EcsKinds;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of entities a server knows: ECS's own, and those its rooms bring. What is of another kind can neither be
/// written nor read.
public final class Kinds {
    private final Map<String, Kind<?>> byName = new HashMap<>();
    private final Map<Class<? extends Entity>, Kind<?>> byType = new HashMap<>();

    private Kinds(Stream<Kind<?>> kinds) {
        kinds.forEach(kind -> {
            if (byName.put(kind.name(), kind) != null || byType.put(kind.type(), kind) != null) {
                throw new IllegalArgumentException("two kinds are called " + kind + " or are one record");
            }
        });
    }

    /// ECS's own kinds, and those of these rooms.
    public static Kinds with(List<? extends Collection<Kind<?>>> rooms) {
        return new Kinds(Stream.concat(EcsKinds.ALL.stream(), rooms.stream().flatMap(Collection::stream)));
    }

    public static Kinds ecs() {
        return with(List.of());
    }

    public Collection<Kind<?>> all() {
        return byName.values();
    }

    Optional<Kind<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @SuppressWarnings("unchecked")
    <E extends Entity> Kind<E> of(E entity) {
        Kind<?> kind = byType.get(entity.getClass());
        if (kind == null) {
            throw new IllegalStateException(
                    entity.getClass().getSimpleName() + " is of a kind that was not given to the stores: give"
                            + " its KIND to the list of its room, and that list to Kinds.with(...) where these stores"
                            + " are opened");
        }
        return (Kind<E>) kind;
    }
}
