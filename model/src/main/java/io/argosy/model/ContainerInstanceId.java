package io.argosy.model;

/// A container instance's id: 32 lower-case hex digits.
public record ContainerInstanceId(String value) {
    public ContainerInstanceId {
        if (!Ids.valid(value)) {
            throw new IllegalArgumentException("not a container instance id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
