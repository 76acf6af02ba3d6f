package io.argosy.app.server;

import io.argosy.state.Kinds;

/// The kinds that the server gives to its stores, for who reads its journal while no server does.
public final class ServerKinds {
    public static final Kinds ALL = ServerModules.KINDS;

    private ServerKinds() {}
}
