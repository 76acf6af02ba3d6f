package io.argosy.model;

/// Whose task it is. `group` is what placement counts by; a service's group is `service:<name>`.
public sealed interface Owner {
    String group();

    /// Run by a caller; `startedBy` is empty when the caller gave none.
    record Standalone(String group, String startedBy) implements Owner {}

    record OfService(ServiceName service, DeploymentId deployment) implements Owner {
        @Override
        public String group() {
            return "service:" + service;
        }
    }
}
