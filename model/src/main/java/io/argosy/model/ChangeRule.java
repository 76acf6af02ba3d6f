package io.argosy.model;

import java.util.Optional;

/// What a plain change may not do to an entity of a kind: the text says why it is refused. What a lifecycle decides
/// goes another way (`Transaction.move`).
public interface ChangeRule<E extends Entity> {
    Optional<String> againstAdding(E fresh);

    Optional<String> againstUpdating(E before, E after);

    static <E extends Entity> ChangeRule<E> none() {
        return new ChangeRule<>() {
            @Override
            public Optional<String> againstAdding(E fresh) {
                return Optional.empty();
            }

            @Override
            public Optional<String> againstUpdating(E before, E after) {
                return Optional.empty();
            }
        };
    }
}
