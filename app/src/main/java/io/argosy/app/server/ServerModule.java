package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.capacity.WaitingWorks;
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
import java.util.Optional;

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
            Environment chance,
            Beyond beyond) {
        /// What the rooms that opened before offer.
        OperationTable offered() {
            return beyond.offered();
        }

        Context after(List<Operation<?, ?>> others) {
            return new Context(
                    configuration, dataDir, stores, access, metrics, audits, chance, beyond.offering(others));
        }
    }

    /// What is beside the rooms: where this program is installed, if it knows, the file of the server's own CA, if it
    /// has one, the work of rooms that waits for instances, and what the rooms offer.
    record Beyond(Optional<Path> program, Optional<Path> ca, WaitingWorks waiting, OperationTable offered) {
        static Beyond nothing() {
            return of(Optional.empty(), Optional.empty());
        }

        static Beyond of(Optional<Path> program, Optional<Path> ca) {
            return new Beyond(program, ca, new WaitingWorks(), new OperationTable(List.of()));
        }

        private Beyond offering(List<Operation<?, ?>> others) {
            return new Beyond(program, ca, waiting, new OperationTable(others));
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
