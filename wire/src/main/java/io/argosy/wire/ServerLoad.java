package io.argosy.wire;

/// How busy the port is at one moment: requests at work and those that wait for a place, bytes of their bodies
/// in memory, connections and agents' channels that are open.
public record ServerLoad(int atWork, int waiting, long bodyBytes, int connections, int channels) {}
