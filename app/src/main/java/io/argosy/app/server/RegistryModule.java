package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.datadirectory.OwnerOnly;
import io.argosy.insight.metrics.Metric;
import io.argosy.insight.metrics.RegistryTraffic;
import io.argosy.insight.metrics.Scrape;
import io.argosy.registry.Registry;
import io.argosy.registry.RegistrySettings;
import io.argosy.registry.images.RegistryState;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The registry, wired: its folder, its settings, its sweep.
final class RegistryModule implements ServerModule {
    static final Plan PLAN = new Plan(Registry.KINDS, RegistryModule::open);

    private final Registry registry;
    private final RegistryTraffic traffic = new RegistryTraffic();

    private RegistryModule(Registry registry) {
        this.registry = registry;
    }

    private static ServerModule open(Context context) throws IOException {
        Path folder = OwnerOnly.folder(context.dataDir().resolve("registry"));
        var module = new RegistryModule(Registry.open(
                settings(context.configuration(), folder),
                context.stores(),
                new Registry.Doors(
                        context.access(),
                        new UsedImages(context.stores()),
                        context.access().repositories()),
                context.chance().clock(),
                context.chance().ids()));
        context.metrics().add(module.traffic);
        context.metrics().add(scrape -> images(context.stores(), scrape));
        return module;
    }

    private static void images(Stores stores, Scrape scrape) {
        List<RegistryState> accounts = stores.accounts().stream()
                .map(account -> RegistryState.of(account.read()))
                .toList();
        scrape.set(
                Metric.REPOSITORIES,
                accounts.stream().mapToInt(one -> one.repositories().size()).sum());
        scrape.set(
                Metric.IMAGES,
                accounts.stream().mapToInt(one -> one.images().size()).sum());
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
        return List.of(traffic.counted(registry.route()));
    }

    @Override
    public List<Cleanup> rarely() {
        return List.of(registry::carryOutLifecyclePolicies, registry::sweep);
    }
}
