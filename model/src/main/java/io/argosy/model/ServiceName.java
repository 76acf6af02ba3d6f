package io.argosy.model;

/// The name of a service, unique in its cluster.
public record ServiceName(String value) {
    public ServiceName {
        Names.checked("service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
