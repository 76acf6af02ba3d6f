package io.argosy.model;

/// How far a subscriber has read the changes of the store that this is in. Written in the same write as what the
/// subscriber made of them, it counts each change once, whatever dies in between. Subscribers do not hear of it.
public record Cursor(String subscriber, long commit) implements AccountEntity, ClusterEntity {
    public static final Kind<Cursor> KIND = Kind.of("Cursor", Cursor.class);

    @Override
    public String key() {
        return subscriber;
    }
}
