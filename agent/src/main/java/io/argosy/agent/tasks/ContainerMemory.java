package io.argosy.agent.tasks;

/// One container as the agent remembers it: the name Docker knows it by and the id of its metadata path, both fixed
/// before anything is made, how far it came, and the last status told to the control plane (empty: none).
public record ContainerMemory(
        String name, String dockerName, String endpointId, ContainerState state, String reported) {
    ContainerMemory withState(ContainerState now) {
        return new ContainerMemory(name, dockerName, endpointId, now, reported);
    }

    ContainerMemory withReported(String status) {
        return new ContainerMemory(name, dockerName, endpointId, state, status);
    }
}
