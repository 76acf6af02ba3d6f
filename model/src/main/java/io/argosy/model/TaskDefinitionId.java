package io.argosy.model;

/// One revision of a task definition family.
public record TaskDefinitionId(String family, int revision) {
    public TaskDefinitionId {
        Names.checked("task definition family", family);
        if (revision < 1) {
            throw new IllegalArgumentException("revisions start at 1, not " + revision);
        }
    }

    /// `family:revision`, as it stands in ARNs.
    @Override
    public String toString() {
        return family + ":" + revision;
    }
}
