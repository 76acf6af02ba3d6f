package io.argosy.docker;

/// A path of the host inside a running container.
public record HostMount(String container, String containerName, String source, boolean writable) {}
