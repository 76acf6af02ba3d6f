package io.argosy.agent.tasks;

/// One container as the agent remembers it: the name Docker knows it by and the id of its metadata path, both fixed
/// before anything is made, how far it came, and the last status told to the control plane (empty: none).
public record ContainerRecord(
        String name, String dockerName, String endpointId, ContainerState state, String reported) {
    ContainerRecord withState(ContainerState now) {
        return new ContainerRecord(name, dockerName, endpointId, now, reported);
    }

    ContainerRecord withReported(String status) {
        return new ContainerRecord(name, dockerName, endpointId, state, status);
    }
}
