package io.argosy.testkit;

/// The simulated server dies here and now. An error, so that nobody on the way mistakes it for a failure to live with.
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
