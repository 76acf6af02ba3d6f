package io.argosy.schedules;

import io.argosy.model.Kind;
import io.argosy.schedules.firing.Firing;
import io.argosy.schedules.firing.RoleRights;
import io.argosy.schedules.memory.ListRuns;
import io.argosy.schedules.rules.RuleOperations;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.scheduler.SchedulerOperations;
import io.argosy.schedules.webhooks.WebhookSettings;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Schedules as one thing: the operations on them, what happens when they are due, and the memory of it.
public final class Schedules implements AutoCloseable {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = Stream.of(
                    SchedulerOperations.KINDS,
                    RuleOperations.KINDS,
                    Webhooks.KINDS,
                    List.<Kind<?>>of(Run.KIND, Notice.KIND, Expectation.KIND))
            .flatMap(List::stream)
            .toList();

    private final List<Operation<?, ?>> operations;
    private final Firing firing;
    private final Webhooks webhooks;

    private Schedules(List<Operation<?, ?>> operations, Firing firing, Webhooks webhooks) {
        this.operations = List.copyOf(operations);
        this.firing = firing;
        this.webhooks = webhooks;
    }

    /// What it works on: the stores, the operations it calls, roles, time, and ids of 32 hex digits.
    public record Sources(
            Stores stores, LocalCalls calls, RoleRights roles, InstantSource clock, Supplier<String> ids) {}

    /// `kept` is how long a run is remembered. Nothing is fired before `firing().start()`.
    public static Schedules open(Sources sources, WebhookSettings settings, Duration kept) {
        Stores stores = sources.stores();
        var webhooks = new Webhooks(stores, sources.calls(), settings, sources.clock(), sources.ids());
        List<Operation<?, ?>> operations = Stream.of(
                        SchedulerOperations.all(stores),
                        RuleOperations.all(stores, sources.clock()),
                        webhooks.operations(),
                        List.<Operation<?, ?>>of(new ListRuns(stores)))
                .flatMap(List::stream)
                .toList();
        var firing =
                new Firing(stores, new Firing.Reach(sources.calls(), sources.roles(), webhooks), sources.clock(), kept);
        return new Schedules(operations, firing, webhooks);
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public Firing firing() {
        return firing;
    }

    @Override
    public void close() {
        firing.close();
        webhooks.close();
    }
}
