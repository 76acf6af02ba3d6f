package io.argosy.schedules.firing;

import io.argosy.model.EcsKinds;
import io.argosy.model.Kind;
import io.argosy.model.Task;
import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.state.Change;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The room's own work: a loop for due times, one for starts, one for ends and one for what is told. Each pass reads
/// what is durable and is safe to repeat; commits wake them.
public final class Firing implements AutoCloseable {
    private static final Duration NO_BREATH = Duration.ZERO;
    private static final Duration BREATH = Duration.ofMillis(200);

    /// What the first loops are about.
    private static final Set<Class<?>> OURS =
            Set.of(Schedule.class, Rule.class, Run.class, Notice.class, Expectation.class);

    private static final Set<Class<?>> ECS =
            EcsKinds.ALL.stream().map(Kind::type).collect(Collectors.toSet());

    private final Stores stores;
    private final DuePass due;
    private final StartPass starts;
    private final OutcomePass outcomes;
    private final NoticePass notices;
    private final Forgetting forgetting;
    private final Loop ends;
    private final List<Loop> loops;

    /// What it reaches: the server's operations, the roles they are called as, and addresses outside.
    public record Reach(LocalCalls calls, RoleRights roles, Webhooks webhooks) {}

    /// `kept` is how long a run is remembered.
    public Firing(Stores stores, Reach reach, InstantSource clock, Duration kept) {
        this.stores = stores;
        this.due = new DuePass(stores, clock);
        this.starts = new StartPass(stores, new TargetCaller(reach), clock, this::wake);
        this.outcomes = new OutcomePass(stores, reach.calls());
        this.notices = new NoticePass(stores, new Teller(reach), clock);
        this.forgetting = new Forgetting(stores, kept, clock);
        this.ends = new Loop("scheduled ends", outcomes::pass, Optional::<Instant>empty, clock, BREATH);
        this.loops = List.of(
                new Loop("due schedules", due::pass, due::next, clock, NO_BREATH),
                new Loop("scheduled starts", starts::pass, starts::next, clock, NO_BREATH),
                new Loop("schedule notices", notices::pass, notices::next, clock, BREATH));
    }

    /// Everything that can be called must be there by now.
    public void start() {
        stores.onDurable(this::changed);
        ends.start();
        loops.forEach(Loop::start);
    }

    /// On the committer: a change of what a loop is about wakes it.
    private void changed(List<Change> changes) {
        if (changes.stream().anyMatch(change -> OURS.contains(change.kind().type()))) {
            wake();
        }
        if (changes.stream().anyMatch(Firing::mayEnd)) {
            ends.wake();
        }
    }

    /// A task stopped, or something changed that is no noun of ECS's: it may be a job.
    private static boolean mayEnd(Change change) {
        return change.kind().type() == Task.class
                ? change.after().filter(task -> ((Task) task).state().stopped()).isPresent()
                : !ECS.contains(change.kind().type());
    }

    private void wake() {
        loops.forEach(Loop::wake);
    }

    /// All that is to be done at this moment, once: for whoever steps a clock.
    public void step() {
        due.pass();
        outcomes.pass();
        starts.pass();
        starts.settle();
        notices.pass();
    }

    public void forget() {
        forgetting.pass();
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
        ends.close();
        starts.settle();
    }
}
