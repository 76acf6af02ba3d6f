package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.registry.Registry;
import io.argosy.registry.RegistrySettings;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The registry, wired: its folder, its settings, its sweep.
final class RegistryModule implements ServerModule {
    static final Plan PLAN = new Plan(Registry.KINDS, RegistryModule::open);

    private final Registry registry;

    private RegistryModule(Registry registry) {
        this.registry = registry;
    }

    private static ServerModule open(Context context) throws IOException {
        Path folder = OwnerOnly.folder(context.dataDir().resolve("registry"));
        return new RegistryModule(Registry.open(
                settings(context.configuration(), folder),
                context.stores(),
                context.access(),
                context.chance().clock(),
                context.chance().ids()));
    }

    private static RegistrySettings settings(ServerConfiguration configuration, Path folder) {
        RegistrySettings usual = RegistrySettings.usual(folder, configuration.endpoint());
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

    @Override
    public List<Operation<?, ?>> operations() {
        return registry.operations();
    }

    @Override
    public List<Route> routes() {
        return List.of(registry.route());
    }

    @Override
    public List<WebSocketRoute> sockets() {
        return List.of();
    }

    @Override
    public List<Cleanup> often() {
        return List.of();
    }

    @Override
    public List<Cleanup> rarely() {
        return List.of(registry::sweep);
    }

    @Override
    public void farewell() {
        // Nobody is connected for long.
    }

    @Override
    public void close() {
        // What it keeps is on disk already.
    }
}
