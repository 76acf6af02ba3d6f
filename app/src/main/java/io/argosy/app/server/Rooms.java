package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.Clusters;
import io.argosy.registry.Registry;
import io.argosy.registry.RegistrySettings;
import io.argosy.state.Kinds;
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
final class Rooms implements AutoCloseable {
    static final String JOURNAL = "journal.db";

    /// What the rooms keep beside ECS's own nouns: a line a room.
    static final Kinds KINDS = Kinds.with(List.of(Registry.KINDS));

    private final Stores stores;
    private final Access access;
    private final Control control;
    private final Registry registry;
    private final Housekeeping housekeeping;

    private Rooms(Stores stores, Access access, Control control, Registry registry, Housekeeping housekeeping) {
        this.stores = stores;
        this.access = access;
        this.control = control;
        this.registry = registry;
        this.housekeeping = housekeeping;
    }

    static Rooms open(ServerConfiguration configuration, Path dataDir, AccessKey root, Chance chance)
            throws IOException {
        Stores stores = Stores.open(dataDir.resolve(JOURNAL), KINDS, chance.clock());
        try {
            var access = new Access(root, configuration, new Clusters(stores), chance.clock());
            OwnerOnly.folder(dataDir.resolve("registry"));
            Registry registry = Registry.open(
                    registrySettings(configuration, dataDir), stores, access, chance.clock(), chance.ids());
            Control control = Control.start(stores, Control.settings(configuration), chance);
            var chores = new Housekeeping.Chores(
                    Stream.concat(control.sweeps().stream(), Stream.<Runnable>of(new HeapWatch(stores)::look))
                            .toList(),
                    stores,
                    registry,
                    configuration.tasks().keepHistory(),
                    chance.clock());
            return new Rooms(stores, access, control, registry, Housekeeping.start(chores));
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
