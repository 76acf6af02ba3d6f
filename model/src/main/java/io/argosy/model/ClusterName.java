package io.argosy.model;

/// The name of a cluster, unique in its realm.
public record ClusterName(String value) {
    public ClusterName {
        Names.checked("cluster", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
