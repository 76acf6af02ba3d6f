package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.Clusters;
import io.argosy.datadirectory.ServerJournal;
import io.argosy.insight.metrics.JournalFigures;
import io.argosy.insight.metrics.Metrics;
import io.argosy.insight.metrics.MetricsRoute;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Audit;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// The rooms behind the port: what they offer together, over one journal.
final class ServerModules implements AutoCloseable {
    /// A line a room, in the order in which they open.
    private static final List<ServerModule.Plan> PLANS = List.of(
            AccessModule.PLAN,
            ControlModule.PLAN,
            RegistryModule.PLAN,
            LogsModule.PLAN,
            SecretsModule.PLAN,
            CapacityModule.PLAN,
            BatchModule.PLAN,
            SchedulesModule.PLAN,
            BuildsModule.PLAN,
            PipelinesModule.PLAN,
            EventsModule.PLAN);

    static final Kinds KINDS =
            Kinds.with(PLANS.stream().map(ServerModule.Plan::kinds).toList());

    private final Stores stores;
    private final Access access;
    private final List<ServerModule> modules;
    private final List<Operation<?, ?>> operations;
    private final PeriodicCleanup housekeeping;
    private final Metrics metrics;
    private final Audit audit;
    private final Secret metricsToken;

    private ServerModules(
            ServerModule.Context context,
            List<ServerModule> modules,
            List<Operation<?, ?>> operations,
            PeriodicCleanup housekeeping,
            Secret token) {
        this.stores = context.stores();
        this.access = context.access();
        this.metrics = context.metrics();
        this.audit = context.audits();
        this.metricsToken = token;
        this.modules = List.copyOf(modules);
        this.operations = List.copyOf(operations);
        this.housekeeping = housekeeping;
    }

    static ServerModules open(ServerConfiguration configuration, Path dataDir, RootKeys root, Environment chance)
            throws IOException {
        return open(configuration, dataDir, root, chance, ServerModule.Beyond.nothing());
    }

    static ServerModules open(
            ServerConfiguration configuration,
            Path dataDir,
            RootKeys root,
            Environment chance,
            ServerModule.Beyond beyond)
            throws IOException {
        Stores stores = Stores.open(ServerJournal.in(dataDir), KINDS, chance.clock());
        List<ServerModule> modules = new ArrayList<>();
        List<Operation<?, ?>> operations = new ArrayList<>();
        try {
            var access = new Access(root, configuration, new Clusters(stores), chance);
            var metrics = new Metrics(chance.clock());
            var context = new ServerModule.Context(
                    configuration, dataDir, stores, access, metrics, new Audits(), chance, beyond);
            metrics.add(new JournalFigures(stores, ServerJournal.in(dataDir)));
            for (ServerModule.Plan plan : PLANS) {
                modules.add(plan.opening().open(context.after(operations)));
                operations.addAll(modules.getLast().operations());
            }
            Secret token = MetricsToken.of(dataDir, chance.secrets());
            return new ServerModules(
                    context, modules, operations, PeriodicCleanup.start(cleanups(modules, context)), token);
        } catch (IOException | RuntimeException failure) {
            close(modules);
            stores.close();
            throw failure;
        }
    }

    private static PeriodicCleanup.Dependencies cleanups(List<ServerModule> modules, ServerModule.Context context) {
        ServerModule.Cleanup forget = () -> context.stores()
                .prune(context.chance()
                        .clock()
                        .instant()
                        .minus(context.configuration().tasks().keepHistory()));
        return new PeriodicCleanup.Dependencies(
                and(new HeapWatch(context.stores())::look, each(modules, ServerModule::often)),
                and(forget, each(modules, ServerModule::rarely)));
    }

    private static List<ServerModule.Cleanup> and(ServerModule.Cleanup one, List<ServerModule.Cleanup> more) {
        return Stream.concat(Stream.of(one), more.stream()).toList();
    }

    private static <T> List<T> each(List<ServerModule> modules, Function<ServerModule, List<T>> part) {
        return modules.stream().map(part).flatMap(List::stream).toList();
    }

    CredentialStore credentials() {
        return access.credentials();
    }

    List<Operation<?, ?>> operations() {
        return operations;
    }

    List<Route> routes(BooleanSupplier serving) {
        return Stream.concat(
                        Stream.of(HealthRoute.of(serving), MetricsRoute.of(metrics, metricsToken)),
                        each(modules, ServerModule::routes).stream())
                .toList();
    }

    /// Whom the port tells what it was asked for.
    Audit audit() {
        return audit;
    }

    Metrics metrics() {
        return metrics;
    }

    List<WebSocketRoute> sockets() {
        return each(modules, ServerModule::sockets);
    }

    /// To be said before the port is closed.
    void farewell() {
        modules.forEach(ServerModule::farewell);
    }

    /// In reverse: what works on its own first, then what is durable.
    @Override
    public void close() {
        housekeeping.close();
        close(modules);
        stores.close();
    }

    private static void close(List<ServerModule> modules) {
        modules.reversed().forEach(ServerModule::close);
    }
}
