package io.argosy.app.server;

import io.argosy.capacity.CapacitySettings;
import io.argosy.capacity.HostGroup;
import io.argosy.capacity.groups.GroupReconciler;
import io.argosy.capacity.groups.HostMaker;
import io.argosy.capacity.groups.LocalMaker;
import io.argosy.capacity.groups.ProgramMaker;
import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.capacity.providers.CapacityProviderOperations;
import io.argosy.capacity.providers.DeletedProviders;
import io.argosy.capacity.scaling.HostWorks;
import io.argosy.capacity.scaling.ScalingReconciler;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.SteadyClock;
import io.argosy.control.operations.access.FreshTokens;
import io.argosy.launches.Fargate;
import io.argosy.reconcilers.ReconcilerLoop;
import io.argosy.reconcilers.Reconcilers;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.tls.CaFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Capacity providers, wired: their operations, managed scaling of every cluster, and the groups of hosts behind it.
final class CapacityModule implements ServerModule {
    static final Plan PLAN = new Plan(List.of(ProvidedHost.KIND), CapacityModule::open);

    private static final String FOLDER = "groups";

    private final List<Operation<?, ?>> operations;
    private final DeletedProviders deleted;
    private final HostWorks hosts;
    private final Reconcilers scaling;
    private final List<ReconcilerLoop> groups;

    private CapacityModule(Context context, CapacitySettings settings, Map<String, HostMaker> makers) {
        Stores stores = context.stores();
        Environment chance = context.chance();
        var clusters = new Clusters(stores);
        operations = CapacityProviderOperations.all(clusters, settings);
        deleted = new DeletedProviders(
                stores, ControlSettings.at(settings.endpoint()).retention().inactive(), chance.clock());
        hosts = new HostWorks(
                settings,
                makers,
                new FreshTokens(chance.ids(), chance.secrets()),
                () -> fingerprint(context.beyond().ca()),
                chance.clock());
        var means = new ScalingReconciler.Means(
                settings,
                context.beyond().waiting(),
                hosts,
                chance.clock(),
                new SteadyClock(chance.clock()),
                chance.ids());
        scaling = Reconcilers.start(
                stores,
                store -> List.of(new Reconcilers.Tended(
                        new ScalingReconciler(store, stores.account(store.realm()), means),
                        chance.clock(),
                        Set.of(Reconcilers.Wake.CLUSTER, Reconcilers.Wake.ACCOUNT))));
        groups = makers.entrySet().stream()
                .map(maker -> ReconcilerLoop.start(
                        new GroupReconciler(
                                maker.getKey(),
                                maker.getValue(),
                                stores,
                                settings.period(),
                                () -> hosts.busyWith(maker.getKey())),
                        chance.clock()))
                .toList();
    }

    private static ServerModule open(Context context) throws IOException {
        var configuration = context.configuration();
        var instances = configuration.instances();
        var settings = new CapacitySettings(
                instances.groups(),
                instances.scalingPeriod(),
                instances.lostAfter(),
                configuration.endpoint(),
                new Fargate(instances.fargate()));
        Map<String, HostMaker> makers = new HashMap<>();
        for (HostGroup group : settings.groups().values()) {
            makers.put(group.name(), maker(group, context));
        }
        return new CapacityModule(context, settings, makers);
    }

    private static HostMaker maker(HostGroup group, Context context) throws IOException {
        return switch (group.maker()) {
            case HostGroup.Maker.Local _ ->
                new LocalMaker(
                        group,
                        context.dataDir().resolve(FOLDER).resolve(group.name()),
                        context.beyond()
                                .program()
                                .orElseThrow(() -> new IOException(
                                        "group " + group.name() + ": this server is not installed anywhere that its"
                                                + " hosts could start an agent from")));
            case HostGroup.Maker.Program(List<String> words) -> new ProgramMaker(group, words);
        };
    }

    /// A server's own CA is made while its rooms open.
    private static Optional<String> fingerprint(Optional<Path> ca) {
        try {
            return ca.isPresent() && Files.exists(ca.get())
                    ? Optional.of(CaFingerprint.of(ca.get()).text())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return operations;
    }

    @Override
    public List<Cleanup> often() {
        return List.of(deleted::pass);
    }

    /// What decides ends first, then what it had done.
    @Override
    public void close() {
        scaling.close();
        groups.forEach(ReconcilerLoop::close);
        hosts.close();
    }
}
