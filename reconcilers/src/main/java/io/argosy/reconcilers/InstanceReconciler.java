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
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.planning.ServiceEvents;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
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

    /// One time of being away, or of recovering from it.
    private record Spell(ContainerInstanceId instance, boolean away, Optional<Instant> disconnectedSince) {
        static Spell of(ContainerInstance instance) {
            return new Spell(instance.id(), !instance.agentConnected(), instance.disconnectedSince());
        }
    }

    private final ClusterStore store;
    private final ControlSettings settings;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Map<Spell, Instant> began = new HashMap<>();
    private final Set<Spell> told = new HashSet<>();
    private Optional<Instant> nextTurn = Optional.empty();

    /// `clock` only moves forward, at the pace of time; `ids` gives 32 random hex digits each time.
    public InstanceReconciler(ClusterStore store, ControlSettings settings, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
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
        return nextTurn;
    }

    @Override
    public void pass() {
        ClusterState state = store.read();
        Instant now = clock.instant();
        nextTurn = Optional.empty();
        Set<Spell> spells = new HashSet<>();
        for (InstanceLoad load : state.loads()) {
            ContainerInstance instance = load.instance();
            if (!instance.agentConnected() || !instance.lost().isEmpty()) {
                Spell spell = Spell.of(instance);
                spells.add(spell);
                Instant since = began.computeIfAbsent(spell, _ -> now);
                if (spell.away()) {
                    away(instance, spell, state, since, now);
                } else {
                    recovering(instance, since, now);
                }
            }
        }
        began.keySet().retainAll(spells);
        told.retainAll(spells);
    }

    private void away(ContainerInstance instance, Spell spell, ClusterState state, Instant since, Instant now) {
        List<Task> held = held(instance.id(), state);
        if (held.isEmpty()) {
            return;
        }
        if (!told.contains(spell) && due(since, WORTH_SAYING, now)) {
            told.add(spell);
            tell(instance, held);
        }
        if (due(since, settings.lostAfter(), now)) {
            giveUp(instance);
        }
    }

    /// Whether the wait is over; if not, its end is noted as a time to look again.
    private boolean due(Instant since, Duration wait, Instant now) {
        if (Duration.between(since, now).compareTo(wait) >= 0) {
            return true;
        }
        if (!wait.equals(ControlSettings.NEVER)) {
            Instant end = since.plus(wait);
            nextTurn =
                    Optional.of(nextTurn.filter(sooner -> sooner.isBefore(end)).orElse(end));
        }
        return false;
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
                    LostTasks.giveUp(tx, now, some, terminated(now));
                    return some.size();
                })
                .orElse(0);
    }

    /// ECS's words for a host that is gone (ecs-semantics 5.4); clients look for them.
    private static StopReason terminated(ContainerInstance instance) {
        return new StopReason(
                StopCode.TERMINATION_NOTICE, "Host EC2 (instance " + instance.ec2InstanceId() + ") terminated.");
    }

    private void recovering(ContainerInstance instance, Instant since, Instant now) {
        if (!due(since, LONGEST_RECOVERY, now)) {
            return;
        }
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
}
