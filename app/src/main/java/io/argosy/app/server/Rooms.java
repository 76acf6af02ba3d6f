package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.registry.Registry;
import io.argosy.registry.RegistrySettings;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The rooms behind the port, wired by hand: which operations, routes and sockets the server offers.
final class Rooms implements AutoCloseable {
    private final Stores stores;
    private final Control control;
    private final Registry registry;
    private final Housekeeping housekeeping;

    private Rooms(Stores stores, Control control, Registry registry, Housekeeping housekeeping) {
        this.stores = stores;
        this.control = control;
        this.registry = registry;
        this.housekeeping = housekeeping;
    }

    static Rooms open(ServerConfiguration configuration, Path dataDir, Chance chance) throws IOException {
        Stores stores = Stores.open(dataDir.resolve("journal.db"), chance.clock());
        try {
            Registry registry =
                    Registry.open(registrySettings(configuration, dataDir), stores, chance.clock(), chance.ids());
            Control control = Control.start(stores, Control.settings(configuration), chance);
            var chores = new Housekeeping.Chores(
                    Stream.concat(control.sweeps().stream(), Stream.<Runnable>of(new HeapWatch(stores)::look))
                            .toList(),
                    stores,
                    registry,
                    configuration.tasks().keepHistory(),
                    chance.clock());
            return new Rooms(stores, control, registry, Housekeeping.start(chores));
        } catch (IOException | RuntimeException failure) {
            stores.close();
            throw failure;
        }
    }

    private static RegistrySettings registrySettings(ServerConfiguration configuration, Path dataDir) {
        RegistrySettings usual = RegistrySettings.usual(dataDir.resolve("registry"), configuration.endpoint());
        return new RegistrySettings(
                usual.dataDir(),
                usual.endpoint(),
                configuration.registry().createOnPush(),
                usual.blobBytes(),
                usual.manifestBytes(),
                configuration.registry().keepUnused());
    }

    List<Operation<?, ?>> operations() {
        return Stream.of(control.operations(), registry.operations())
                .flatMap(List::stream)
                .toList();
    }

    List<Route> routes(BooleanSupplier serving) {
        return List.of(HealthRoute.of(serving), registry.route());
    }

    List<WebSocketRoute> sockets() {
        return control.sockets();
    }

    /// In reverse: what works on its own first, then what is durable.
    @Override
    public void close() {
        housekeeping.close();
        control.close();
        stores.close();
    }
}
