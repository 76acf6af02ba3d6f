package io.argosy.hosts;

import java.nio.file.Path;

/// A host as its provider knows it: its name, the address others reach it at, whether it runs, and its engine's socket.
public record Host(String name, String address, State state, Path engine) {
    /// Whether a host runs.
    public enum State {
        RUNNING,
        STOPPED
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
