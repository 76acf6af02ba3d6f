package io.argosy.model;

/// Remembers the highest revision a family ever gave out, so that no number comes back after a deletion.
public record TaskDefinitionFamily(String family, int lastRevision) implements AccountEntity {
    public static final Kind<TaskDefinitionFamily> KIND = Kind.of("TaskDefinitionFamily", TaskDefinitionFamily.class);

    @Override
    public String key() {
        return family;
    }
}
