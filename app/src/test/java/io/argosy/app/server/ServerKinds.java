package io.argosy.app.server;

import io.argosy.state.Kinds;

/// The kinds that the server gives to its stores, for the tests of its journals: what a room's plan brings is there.
public final class ServerKinds {
    public static final Kinds ALL = ServerModules.KINDS;

    private ServerKinds() {}
}
