package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.Clusters;
import io.argosy.registry.Registry;
import io.argosy.registry.RegistrySettings;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The rooms behind the port, wired by hand: which operations, routes and sockets the server offers.
final class ServerModules implements AutoCloseable {
    private final Stores stores;
    private final Access access;
    private final ControlModule control;
    private final Registry registry;
    private final PeriodicCleanup housekeeping;

    private ServerModules(
            Stores stores, Access access, ControlModule control, Registry registry, PeriodicCleanup housekeeping) {
        this.stores = stores;
        this.access = access;
        this.control = control;
        this.registry = registry;
        this.housekeeping = housekeeping;
    }

    static ServerModules open(ServerConfiguration configuration, Path dataDir, AccessKey root, Environment chance)
            throws IOException {
        Stores stores = Stores.open(dataDir.resolve("journal.db"), chance.clock());
        try {
            var access = new Access(root, configuration, new Clusters(stores), chance.clock());
            OwnerOnly.folder(dataDir.resolve("registry"));
            Registry registry = Registry.open(
                    registrySettings(configuration, dataDir), stores, access, chance.clock(), chance.ids());
            ControlModule control = ControlModule.start(stores, ControlModule.settings(configuration), chance);
            var chores = new PeriodicCleanup.Dependencies(
                    Stream.concat(control.sweeps().stream(), Stream.<Runnable>of(new HeapWatch(stores)::look))
                            .toList(),
                    stores,
                    registry,
                    configuration.tasks().keepHistory(),
                    chance.clock());
            return new ServerModules(stores, access, control, registry, PeriodicCleanup.start(chores));
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
                new RegistrySettings.Pushes(
                        configuration.registry().createOnPush(),
                        configuration.registry().deleteBlobs()),
                usual.blobBytes(),
                usual.manifestBytes(),
                new RegistrySettings.Storage(
                        configuration.registry().reserve(),
                        configuration.registry().keepUnused()));
    }

    CredentialStore credentials() {
        return access.credentials();
    }

    List<Operation<?, ?>> operations() {
        return Stream.of(control.operations(), registry.operations())
                .flatMap(List::stream)
                .toList();
    }

    List<Route> routes(BooleanSupplier serving) {
        return List.of(HealthRoute.of(serving), control.door(), registry.route());
    }

    List<WebSocketRoute> sockets() {
        return control.sockets();
    }

    /// To be said before the port is closed.
    void farewell() {
        control.farewell();
    }

    /// In reverse: what works on its own first, then what is durable.
    @Override
    public void close() {
        housekeeping.close();
        control.close();
        stores.close();
    }
}
