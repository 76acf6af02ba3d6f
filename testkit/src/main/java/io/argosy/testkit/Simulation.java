package io.argosy.testkit;

import io.argosy.control.ControlSettings;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.state.StoreState;
import io.argosy.state.Stores;
import io.argosy.testkit.MemoryJournal.Loss;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The whole control plane step by step, from a seed: real stores, operations, planners, reconcilers and sessions,
/// with a pretend clock, network, disk and fleet (docs/architecture.md). Every durable state is checked; an
/// `InvariantViolation` names what must not be.
public final class Simulation implements AutoCloseable {
    private static final Duration RETENTION = Duration.ofMinutes(10);

    private final VirtualClock clock = new VirtualClock();
    private final ServerClock timeOfDay = new ServerClock(clock);
    private final RandomGenerator chance;
    private final Faults faults;
    private final Carrier carrier = new Carrier();
    private final MemoryJournal journal = new MemoryJournal();
    private final SimulatedServer.Dependencies means;
    private final Courier courier;
    private final InvariantChecker checker = new InvariantChecker(RETENTION);
    private final ChangesReader reader;
    private final ServiceWatch serviceWatch;
    private final ClientWorkload workload;
    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, PretendAgent> agents = new LinkedHashMap<>();
    private Optional<SimulatedServer> server = Optional.empty();
    private long lastId;
    private int losses;
    private int passesBehind;

    public Simulation(long seed) {
        chance = new SplittableRandom(seed);
        faults = new Faults(chance);
        var usual = ControlSettings.at(URI.create("http://fleet.example:9080"));
        var settings = usual.with(usual.retention().withStoppedTasks(RETENTION));
        reader = new ChangesReader(faults);
        means = new SimulatedServer.Dependencies(
                clock, timeOfDay, faults, carrier, this::decided, reader, settings, this::id);
        courier = new Courier(new Network(clock, faults), () -> server);
        serviceWatch = new ServiceWatch(settings.healthyAfter());
        workload = new ClientWorkload(faults, checker, this::id);
        startServer();
        perform(this::furnish);
    }

    private void furnish() {
        server().call(
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName("default").build());
        workload.define(server(), "web");
        workload.define(server(), "fixed");
        workload.define(server(), ClientWorkload.CHECKED);
    }

    private String id() {
        return String.format("%08x%024x", chance.nextInt(), ++lastId);
    }

    /// Machines `m-1` to `m-n`, their agents starting.
    public Simulation instances(int count) {
        for (int i = 1; i <= count; i++) {
            var machine = new SimulatedMachine("m-" + i);
            machines.put(machine.name(), machine);
            startAgent(machine);
        }
        return this;
    }

    private void startAgent(SimulatedMachine machine) {
        var agent = new PretendAgent(machine, courier, clock, faults);
        agents.put(machine.name(), agent);
        agent.start();
    }

    public ServiceName service(String name, int count) {
        return service(name, count, 100, 200);
    }

    public ServiceName service(String name, int count, int least, int most) {
        perform(() -> workload.create(server(), name, count, least, most, ClientWorkload.family(name)));
        return new ServiceName(name);
    }

    /// Asks the server something, and waits for the answer.
    void ask(Consumer<SimulatedServer> asked) {
        perform(() -> asked.accept(server()));
    }

    SimulatedServer server() {
        return server.orElseThrow();
    }

    Optional<SimulatedServer> livingServer() {
        return server;
    }

    VirtualClock clock() {
        return clock;
    }

    Faults faults() {
        return faults;
    }

    ClientWorkload workload() {
        return workload;
    }

    List<String> machineNames() {
        return List.copyOf(machines.keySet());
    }

    /// What the machine is registered as.
    public String arn(String machine) {
        return machine(machine).arn().orElseThrow();
    }

    public Instant now() {
        return clock.instant();
    }

    public int losses() {
        return losses;
    }

    /// How many passes planned on a durable state while there was a newer one.
    public int passesBehind() {
        return passesBehind + server.map(SimulatedServer::passesBehind).orElse(0);
    }

    public void runFor(Duration time) {
        Instant limit = clock.instant().plus(time);
        carrier.run(() -> step(limit));
    }

    private boolean step(Instant limit) {
        boolean more = next(limit);
        if (more) {
            server.ifPresent(SimulatedServer::attend);
        }
        return more;
    }

    private boolean next(Instant limit) {
        try {
            return clock.next(limit);
        } catch (Crash crash) {
            loseServer();
            return true;
        } catch (Carrier.Abandoned abandoned) {
            return true;
        }
    }

    /// Does this now, and lets time pass until it is done.
    private void perform(Runnable work) {
        Instant limit = clock.instant().plus(Duration.ofMinutes(1));
        var done = new AtomicBoolean();
        clock.after(Faults.NOW, () -> {
            work.run();
            done.set(true);
        });
        carrier.run(() -> !done.get() && step(limit));
        InvariantViolation.unless(done.get(), "not done after a minute");
    }

    @Override
    public void close() {
        carrier.end();
    }

    /// The server is killed, and started again a while later from what the journal holds.
    public void loseServer() {
        server.ifPresent(lost -> {
            losses++;
            lost.die();
            passesBehind += lost.passesBehind();
            server = Optional.empty();
            agents.values().forEach(PretendAgent::serverLost);
            clock.after(faults.between(Duration.ofMillis(100), Duration.ofSeconds(20)), this::startServer);
        });
    }

    /// The server is told to end, and another is started a while later.
    public void stopServer() {
        server.ifPresent(living -> living.stop(this::loseServer));
    }

    /// The journal forgets how it came to be what it is, but for the last of it.
    public void forgetHistory() {
        journal.prune(clock.instant().minusSeconds(1));
    }

    /// Somebody sets the server's time of day: so far ahead of what it was at first, or behind.
    public void setClock(Duration ahead) {
        timeOfDay.set(ahead);
    }

    /// The machine goes down, and comes back with an empty disk: nothing knows any more who it was.
    public void wipe(String machine, Duration away) {
        if (isAlive(machine)) {
            restartAgent(machine, true, away);
            gone.add(machine(machine).clientToken());
            machine(machine).replace();
        }
    }

    private boolean isAlive(String machine) {
        return Optional.ofNullable(agents.get(machine))
                .filter(PretendAgent::isAlive)
                .isPresent();
    }

    private void startServer() {
        if (server.isPresent()) {
            return;
        }
        var fresh = new SimulatedServer(journal, means);
        server = Optional.of(fresh);
        fresh.store().watch(() -> observe(fresh));
        observe(fresh);
        serviceWatch.begin(fresh.store().read());
    }

    private void decided(StoreState state) {
        if (state instanceof ClusterState cluster) {
            serviceWatch.observe(cluster);
        }
    }

    private void observe(SimulatedServer living) {
        ClusterState state = living.store().read();
        checker.observe(state, timeOfDay.latest());
        workload.check(state);
    }

    public void loseServerAtCommit(int afterCommits, Loss where) {
        journal.loseServer(afterCommits, where);
    }

    /// Nothing passes to or from this machine until it is joined again.
    public void cut(String machine) {
        machine(machine).link().cut(true);
    }

    public void join(String machine) {
        Optional.ofNullable(machines.get(machine))
                .ifPresent(known -> known.link().cut(false));
    }

    private SimulatedMachine machine(String name) {
        return Optional.ofNullable(machines.get(name)).orElseThrow();
    }

    /// The agent's process dies and comes back; with `power` the machine goes down and up, and all it ran ends.
    public void restartAgent(String machine, boolean power, Duration away) {
        Optional.ofNullable(agents.get(machine)).filter(PretendAgent::isAlive).ifPresent(agent -> {
            agent.die();
            if (power) {
                machine(machine).powerOff();
            }
            clock.after(away, () -> Optional.ofNullable(machines.get(machine)).ifPresent(this::startAgent));
        });
    }

    /// The machine goes down and never comes back.
    public void abandon(String machine) {
        Optional.ofNullable(agents.remove(machine)).ifPresent(PretendAgent::die);
        SimulatedMachine lost = machine(machine);
        lost.link().cut(true);
        machines.remove(machine);
        gone.add(lost.clientToken());
    }

    /// The machine goes down, and comes back with its disk as it was when last backed up.
    public void restoreBackup(String machine, Duration away) {
        if (isAlive(machine)) {
            restartAgent(machine, true, away);
            machine(machine).restoreBackup();
        }
    }

    public void backUp(String machine) {
        machine(machine).backUp();
    }

    /// Faults end: what is cut is joined, what is drained is active again, and nothing more gets lost.
    public void stopFaults() {
        faults.storm(false);
        journal.spareServer();
        machines.values().forEach(machine -> machine.link().cut(false));
        runFor(Duration.ofMinutes(2));
        perform(() -> {
            workload.finish(server());
            for (ContainerInstance instance :
                    List.copyOf(server().store().read().instances())) {
                if (instance.status() == ContainerInstance.Status.DRAINING) {
                    ClientWorkload.marking(instance, "ACTIVE").accept(server());
                }
            }
        });
    }

    public List<Task> running(ServiceName service) {
        return server().store().read().tasksOf(service).stream()
                .filter(task -> task.state() instanceof TaskState.Running)
                .toList();
    }

    /// Waits until all is as it is wanted; a `InvariantViolation` tells what is not, when that takes too long.
    public void settle(Duration atMost) {
        Instant limit = clock.instant().plus(atMost);
        List<String> open = unsettled();
        while (!open.isEmpty() && clock.instant().isBefore(limit)) {
            runFor(Duration.ofSeconds(10));
            open = unsettled();
        }
        InvariantViolation.unless(open.isEmpty(), "not as wanted after %s: %s", atMost, open);
    }

    private List<String> unsettled() {
        ClusterState state = server().store().read();
        List<String> open = new Settlement(server().account(), state, machines.values(), gone).open();
        if (!reader.knows(state)) {
            open.add("not all changes are read");
        }
        return open;
    }

    /// What a new server would read is what this one has.
    public void checkReplay() {
        if (server.isEmpty()) {
            return;
        }
        var noDisk = new PretendDisk(clock, faults, carrier, _ -> {});
        noDisk.lose();
        try (Stores replayed = Stores.paced(journal.copy(), SimulatedServer.KINDS, clock, noDisk, _ -> {
            throw new Crash("in a replay");
        })) {
            ClusterState live = server().store().read();
            ClusterState again = replayed.cluster(SimulatedServer.REALM, SimulatedServer.CLUSTER)
                    .read();
            same(List.copyOf(live.tasks()), List.copyOf(again.tasks()));
            same(List.copyOf(live.services()), List.copyOf(again.services()));
            same(List.copyOf(live.instances()), List.copyOf(again.instances()));
            same(List.copyOf(live.tokens()), List.copyOf(again.tokens()));
            same(List.copyOf(live.loads()), List.copyOf(again.loads()));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void same(List<?> live, List<?> replayed) {
        InvariantViolation.unless(live.equals(replayed), "live: %s, replayed: %s", live, replayed);
    }
}
