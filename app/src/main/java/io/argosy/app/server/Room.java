package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A room that is open: what it offers at the port, and what it does on its own.
interface Room extends AutoCloseable {
    /// A room before it is open: the kinds of entities it brings, which the stores must know first, and how it opens.
    record Plan(List<Kind<?>> kinds, Opening opening) {}

    interface Opening {
        Room open(House house) throws IOException;
    }

    /// What every room is opened with.
    record House(ServerConfiguration configuration, Path dataDir, Stores stores, Access access, Environment chance) {}

    /// A piece of housekeeping.
    interface Chore {
        void run() throws IOException;
    }

    List<Operation<?, ?>> operations();

    List<Route> routes();

    List<WebSocketRoute> sockets();

    /// Every minute.
    List<Chore> often();

    /// Every hour.
    List<Chore> rarely();

    /// Tells whoever is connected that the server ends, while the port is still open.
    void farewell();

    @Override
    void close();
}
