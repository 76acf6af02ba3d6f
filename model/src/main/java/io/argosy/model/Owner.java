package io.argosy.model;

/// Whose task it is. `group` is what placement counts by; a service's group is `service:<name>`.
public sealed interface Owner {
    String group();

    /// `startedBy` of the API: what the caller gave, or the deployment of a service.
    String startedBy();

    /// What a spread counts its tasks by: the group, or for a service one of its deployments.
    String peers();

    /// Run by a caller; `startedBy` is empty when the caller gave none.
    record Standalone(String group, String startedBy) implements Owner {
        @Override
        public String peers() {
            return group;
        }
    }

    record OfService(ServiceName service, DeploymentId deployment) implements Owner {
        @Override
        public String group() {
            return "service:" + service;
        }

        @Override
        public String startedBy() {
            return deployment.toString();
        }

        @Override
        public String peers() {
            return service + "/" + deployment.number();
        }
    }
}
