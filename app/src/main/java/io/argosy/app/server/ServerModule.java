package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.insight.metrics.Metrics;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A module that is open: what it offers at the port, and what it does on its own.
interface ServerModule extends AutoCloseable {
    /// A module before it is open: the kinds of entities it brings, which the stores must know first, and how it opens.
    record Plan(List<Kind<?>> kinds, Opening opening) {}

    interface Opening {
        ServerModule open(Context context) throws IOException;
    }

    /// What every module is opened with; `offered` is what those opened before it can be asked.
    record Context(
            ServerConfiguration configuration,
            Path dataDir,
            Stores stores,
            Access access,
            Metrics metrics,
            Audits audits,
            OperationTable offered,
            Environment chance) {
        Context after(List<Operation<?, ?>> others) {
            return new Context(
                    configuration, dataDir, stores, access, metrics, audits, new OperationTable(others), chance);
        }
    }

    /// A piece of housekeeping.
    interface Cleanup {
        void run() throws IOException;
    }

    List<Operation<?, ?>> operations();

    default List<Route> routes() {
        return List.of();
    }

    default List<WebSocketRoute> sockets() {
        return List.of();
    }

    /// Every minute.
    default List<Cleanup> often() {
        return List.of();
    }

    /// Every hour.
    default List<Cleanup> rarely() {
        return List.of();
    }

    /// Tells whoever is connected that the server ends, while the port is still open.
    default void farewell() {
        // Nobody is connected to most rooms for long.
    }

    /// Nothing to do for a room that keeps what it has in the stores.
    @Override
    default void close() {
        // The stores are closed by whoever opened them.
    }
}
