package io.argosy.tasknetworks;

/// This host cannot do what a task's network needs; the message says what.
public final class NetworkRefused extends Exception {
    private static final long serialVersionUID = 1L;

    NetworkRefused(String message) {
        super(message);
    }
}
