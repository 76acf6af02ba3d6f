package io.argosy.reconcilers;

import io.argosy.control.ControlSettings;
import io.argosy.control.LostTasks;
import io.argosy.control.ServiceEventLog;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Ids;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.planning.ServiceEvents;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Snapshot;
import io.argosy.state.Touched;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after instances whose agents are away: tells the services that have tasks there, and gives those tasks up when
/// the agent stays away too long. How long is measured here, by a clock nobody sets and while this server runs, so
/// neither a stop of ours nor a set clock costs anybody a machine. An instance that came back takes no new tasks until
/// its agent has ended what was given up; that wait has an end too.
public final class InstanceReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(InstanceReconciler.class);
    /// Agents hang up and come straight back every half hour; that is nothing to tell.
    static final Duration WORTH_SAYING = Duration.ofSeconds(10);
    static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int TASKS_A_WRITE = 20;
    private static final long NOTHING_SEEN = -1;

    /// One time of being away, or of recovering from it: since when by our clock, whether its services were told, and
    /// when to look again although nothing changed.
    private record Spell(
            boolean away, Optional<Instant> disconnectedSince, Instant began, boolean told, Optional<Instant> turn) {
        static Spell beginning(ContainerInstance instance, Instant now) {
            return new Spell(!instance.agentConnected(), instance.disconnectedSince(), now, false, Optional.empty());
        }

        boolean isOf(ContainerInstance instance) {
            return away != instance.agentConnected() && disconnectedSince.equals(instance.disconnectedSince());
        }

        boolean lasted(Duration wait, Instant now) {
            return Duration.between(began, now).compareTo(wait) >= 0;
        }

        /// To be looked at when the next of these waits is over.
        Spell waiting(boolean toldByNow, Instant now, Duration... waits) {
            Optional<Instant> next = Stream.of(waits)
                    .filter(wait -> !wait.equals(ControlSettings.NEVER) && !lasted(wait, now))
                    .map(began::plus)
                    .min(Comparator.naturalOrder());
            return new Spell(away, disconnectedSince, began, toldByNow, next);
        }
    }

    private final ClusterStore store;
    private final ControlSettings settings;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final LongFunction<Touched> touchedAfter;
    private final Map<ContainerInstanceId, Spell> spells = new HashMap<>();
    private Optional<Instant> lastFull = Optional.empty();
    private long seen = NOTHING_SEEN;
    private int looked;

    /// `clock` only moves forward, at the pace of time; `ids` gives 32 random hex digits each time.
    public InstanceReconciler(ClusterStore store, ControlSettings settings, InstantSource clock, Supplier<String> ids) {
        this(store, settings, clock, ids, store::touchedAfter);
    }

    /// `touchedAfter` tells what the commits after one were about.
    InstanceReconciler(
            ClusterStore store,
            ControlSettings settings,
            InstantSource clock,
            Supplier<String> ids,
            LongFunction<Touched> touchedAfter) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.touchedAfter = touchedAfter;
    }

    @Override
    public String name() {
        return "instances-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return spells.values().stream()
                .map(Spell::turn)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /// Up to where it has seen is noted at the end: after a pass that failed, the next looks at everything.
    @Override
    public void pass() {
        Snapshot<ClusterState> snapshot = store.snapshot();
        Instant now = clock.instant();
        Touched touched = touchedAfter.apply(seen);
        seen = NOTHING_SEEN;
        looked = 0;
        for (ContainerInstanceId id : due(snapshot.state(), touched, now)) {
            look(id, snapshot.state(), now);
        }
        seen = snapshot.commit();
    }

    /// Those that commits touched and those whose time has come; every period all of them, whatever the hints say.
    private Set<ContainerInstanceId> due(ClusterState state, Touched touched, Instant now) {
        Set<ContainerInstanceId> due = new HashSet<>(touched.instances());
        if (touched.everything() || fullIsDue(now)) {
            lastFull = Optional.of(now);
            due.addAll(spells.keySet());
            state.loads().forEach(load -> due.add(load.instance().id()));
            return due;
        }
        spells.forEach(
                (id, spell) -> spell.turn().filter(turn -> !now.isBefore(turn)).ifPresent(_ -> due.add(id)));
        return due;
    }

    private boolean fullIsDue(Instant now) {
        return lastFull.filter(last -> now.isBefore(last.plus(PERIOD))).isEmpty();
    }

    /// How many instances the latest pass looked at.
    int looked() {
        return looked;
    }

    private void look(ContainerInstanceId id, ClusterState state, Instant now) {
        looked++;
        state.load(id)
                .map(InstanceLoad::instance)
                .filter(instance ->
                        !instance.agentConnected() || !instance.lost().isEmpty())
                .ifPresentOrElse(instance -> spells.put(id, lookedAt(instance, state, now)), () -> spells.remove(id));
    }

    private Spell lookedAt(ContainerInstance instance, ClusterState state, Instant now) {
        Spell spell = Optional.ofNullable(spells.get(instance.id()))
                .filter(known -> known.isOf(instance))
                .orElseGet(() -> Spell.beginning(instance, now));
        return spell.away() ? away(instance, spell, state, now) : recovering(instance, spell, now);
    }

    private Spell away(ContainerInstance instance, Spell spell, ClusterState state, Instant now) {
        List<Task> held = held(instance.id(), state);
        if (held.isEmpty()) {
            return spell.waiting(spell.told(), now);
        }
        boolean told = spell.told() || spell.lasted(WORTH_SAYING, now);
        if (told && !spell.told()) {
            tell(instance, held);
        }
        if (spell.lasted(settings.lostAfter(), now)) {
            giveUp(instance);
        }
        return spell.waiting(told, now, WORTH_SAYING, settings.lostAfter());
    }

    private static List<Task> held(ContainerInstanceId id, ClusterState state) {
        return List.copyOf(state.liveOn(id));
    }

    private void tell(ContainerInstance instance, List<Task> held) {
        Map<ServiceName, Integer> counts =
                new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        for (Task task : held) {
            if (task.owner() instanceof Owner.OfService(var service, var _)
                    && task.state().wanted()) {
                counts.merge(service, 1, Integer::sum);
            }
        }
        counts.forEach((service, tasks) -> say(
                service,
                ServiceEvents.onDisconnected(
                        service,
                        tasks,
                        instance.id(),
                        Optional.of(settings.lostAfter()).filter(this::ends))));
    }

    private boolean ends(Duration wait) {
        return !wait.equals(ControlSettings.NEVER);
    }

    private void say(ServiceName name, ServiceEvent.Statement statement) {
        store.write(tx -> {
            if (tx.state().service(name).isPresent()) {
                ServiceEventLog.add(tx, name, statement, Ids.dashed(ids.get()));
            }
            return name;
        });
    }

    private void giveUp(ContainerInstance instance) {
        int all = 0;
        int some;
        do {
            some = store.write(tx -> giveUpSome(tx, instance));
            all += some;
        } while (some == TASKS_A_WRITE);
        log.warn(
                "instance={}/{} did not come back within {}: {} tasks are given up",
                store.name(),
                instance.id(),
                settings.lostAfter(),
                all);
    }

    /// Unless it is back by now.
    private static int giveUpSome(Transaction tx, ContainerInstance seen) {
        return tx.state()
                .instance(seen.id())
                .filter(now -> now.registered() && !now.agentConnected())
                .map(now -> {
                    List<Task> some = held(now.id(), tx.state()).stream()
                            .limit(TASKS_A_WRITE)
                            .toList();
                    LostTasks.giveUp(tx, now, some, LostTasks.terminated(now));
                    return some.size();
                })
                .orElse(0);
    }

    private Spell recovering(ContainerInstance instance, Spell spell, Instant now) {
        if (spell.lasted(LONGEST_RECOVERY, now)) {
            log.warn(
                    "instance={}/{} is back, but its agent never said what became of {} tasks; it takes tasks again",
                    store.name(),
                    instance.id(),
                    instance.lost().size());
            store.write(tx -> {
                tx.state()
                        .instance(instance.id())
                        .filter(ContainerInstance::registered)
                        .ifPresent(still -> tx.update(still.withLost(List.of())));
                return instance.id();
            });
        }
        return spell.waiting(spell.told(), now, LONGEST_RECOVERY);
    }
}
