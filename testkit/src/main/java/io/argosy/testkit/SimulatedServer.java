package io.argosy.testkit;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskDefinitionCleanup;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.reconcilers.InstanceReconciler;
import io.argosy.reconcilers.Reconciler;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.RetentionReconciler;
import io.argosy.reconcilers.RetryReconciler;
import io.argosy.reconcilers.RunTimeReconciler;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.services.ServiceOperations;
import io.argosy.sessions.AgentHandshake;
import io.argosy.sessions.Session;
import io.argosy.sessions.SessionWaker;
import io.argosy.sessions.Wakeup;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.state.AccountState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Journal;
import io.argosy.state.Kinds;
import io.argosy.state.StoreState;
import io.argosy.state.Stores;
import io.argosy.wire.Handshake;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.Operation;
import io.argosy.wire.access.QueryString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One life of the control plane, from opening the journal to its loss: real stores, operations, reconcilers and
/// sessions, of which one moves at a time.
final class SimulatedServer {
    /// A room whose kinds the simulation writes adds its list.
    static final Kinds KINDS = Kinds.with(List.of());

    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    static final ClusterName CLUSTER = new ClusterName("default");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "request");
    private static final Duration ROLL_CALL = Duration.ofMinutes(1);

    private final VirtualClock clock;
    private final ServerClock timeOfDay;
    private final Faults faults;
    private final Stores stores;
    private final List<Operation<?, ?>> operations = new ArrayList<>();
    private final AgentHandshake handshakes;
    private final List<ScheduledWork> chores = new ArrayList<>();
    private final PretendDisk disk;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private boolean alive = true;
    private int passesBehind;

    /// What a server is made with in every life.
    record Dependencies(
            VirtualClock clock,
            ServerClock timeOfDay,
            Faults faults,
            Carrier carrier,
            Consumer<StoreState> observer,
            ChangesReader reader,
            ControlSettings settings,
            Supplier<String> ids) {}

    SimulatedServer(Journal journal, Dependencies means) {
        clock = means.clock();
        timeOfDay = means.timeOfDay();
        faults = means.faults();
        disk = new PretendDisk(clock, faults, means.carrier(), means.observer());
        try {
            stores = Stores.paced(journal, KINDS, timeOfDay, disk, _ -> {
                throw new Crash("at a commit");
            });
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        var clusters = new Clusters(stores);
        var launch = new TaskLauncher(means.ids(), faults.chance());
        var settings = means.settings();
        operations.addAll(ClusterOperations.all(clusters, settings.fargate()));
        operations.addAll(TaskDefinitionOperations.all(clusters, settings));
        operations.addAll(TaskOperations.all(clusters, launch, settings, timeOfDay));
        operations.addAll(InstanceOperations.all(
                clusters, settings, new TaskSubnets(clusters.stores(), TaskSubnets.Pool.USUAL), means.ids()));
        operations.addAll(ServiceOperations.all(clusters, settings, means.ids()));
        handshakes = new AgentHandshake(clusters, settings, clock, means.ids(), this::run);
        tend(
                clusters,
                means.reader(),
                new ReconcilerDependencies(launch, settings, timeOfDay, clock, means.ids(), faults.chance()));
    }

    private void tend(Clusters clusters, ChangesReader reader, ReconcilerDependencies means) {
        var services = new ServiceReconciler(store(), stores.account(REALM), means);
        var retention = new RetentionReconciler(store(), means.settings(), timeOfDay);
        var instances = new InstanceReconciler(store(), means.settings(), means.steady(), means.ids());
        begin(watching(), () -> pass(services, timeOfDay));
        begin(watching(), () -> pass(instances, clock));
        var runTimes = new RunTimeReconciler(store(), timeOfDay);
        begin(watching(), () -> pass(runTimes, timeOfDay));
        var retries = new RetryReconciler(store(), stores.account(REALM), means);
        begin(watching(), () -> pass(retries, timeOfDay));
        begin(new Wakeup(), () -> {
            reader.read(store());
            return Optional.of(clock.instant().plus(faults.between(Duration.ofSeconds(1), Duration.ofSeconds(20))));
        });
        var definitions = new TaskDefinitionCleanup(stores);
        begin(new Wakeup(), () -> {
            definitions.pass();
            return Optional.of(clock.instant().plus(ROLL_CALL));
        });
        begin(new Wakeup(), () -> pass(retention, timeOfDay));
        var waker = new SessionWaker(store(), handshakes.connectedAgents());
        begin(watching(), () -> {
            waker.ring(clock.instant());
            return Optional.of(clock.instant().plus(SessionWaker.PERIOD));
        });
        Instant firstCall = clock.instant().plus(ROLL_CALL);
        begin(new Wakeup(), () -> {
            if (!clock.instant().isBefore(firstCall)) {
                handshakes.connectedAgents().markDisconnected(clusters);
                handshakes.telemetry().markDisconnected(clusters);
            }
            return Optional.of(clock.instant().plus(ROLL_CALL));
        });
    }

    private Wakeup watching() {
        var wakeup = new Wakeup();
        store().watch(wakeup::ring);
        return wakeup;
    }

    private Optional<Instant> pass(Reconciler reconciler, InstantSource its) {
        if (disk.behind()) {
            passesBehind++;
        }
        reconciler.pass();
        Duration wait = reconciler
                .wakeAt()
                .map(at -> Duration.between(its.instant(), at))
                .filter(until -> until.compareTo(reconciler.period()) < 0)
                .orElse(reconciler.period());
        return Optional.of(clock.instant().plus(wait));
    }

    private void run(Session session) {
        sessions.add(session);
        begin(session.wakeup(), () -> {
            Optional<Instant> next = session.wake();
            if (next.isEmpty()) {
                sessions.remove(session);
            }
            return next;
        });
    }

    private void begin(Wakeup wakeup, Supplier<Optional<Instant>> work) {
        wakeup.ring();
        chores.add(new ScheduledWork(wakeup, work, () -> alive));
    }

    /// Lets everything look at what changed.
    void attend() {
        chores.removeIf(ScheduledWork::over);
        List.copyOf(chores).forEach(work -> work.attend(clock, faults));
    }

    ClusterStore store() {
        return stores.cluster(REALM, CLUSTER);
    }

    Stores stores() {
        return stores;
    }

    AccountState account() {
        return stores.account(REALM).read();
    }

    boolean alive() {
        return alive;
    }

    /// How many passes planned on a durable state that was not the newest.
    int passesBehind() {
        return passesBehind;
    }

    /// Says farewell to its agents, then writes what is left and ends.
    void stop(Runnable ended) {
        handshakes.connectedAgents().close();
        List.copyOf(sessions).forEach(Session::dismiss);
        clock.after(faults.between(Duration.ofMillis(100), Duration.ofSeconds(3)), () -> {
            if (alive) {
                stores.close();
                ended.run();
            }
        });
    }

    void die() {
        alive = false;
        disk.lose();
    }

    @SuppressWarnings("unchecked")
    <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        var operation = (Operation<I, O>) operations.stream()
                .filter(candidate -> candidate.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        return operation.handle(CALLER, input);
    }

    HandshakeAnswer telemetry(String query) {
        return handshakes.telemetry(new Handshake(CALLER, "/tcs/ws", QueryString.parse(query)));
    }

    HandshakeAnswer control(String query) {
        return handshakes.control(new Handshake(CALLER, "/acs/ws", QueryString.parse(query)));
    }
}
