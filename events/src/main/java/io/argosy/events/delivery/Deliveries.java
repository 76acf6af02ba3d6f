package io.argosy.events.delivery;

import io.argosy.events.log.EventLog;
import io.argosy.events.log.EventLogs;
import io.argosy.model.Kind;
import io.argosy.schedules.firing.Firing;
import io.argosy.schedules.firing.Loop;
import io.argosy.schedules.firing.TargetCaller;
import io.argosy.schedules.rules.Rule;
import io.argosy.state.Change;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The room's own work: one loop that matches events with rules, one that brings them to targets. Commits wake them.
public final class Deliveries implements AutoCloseable {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = List.of(Delivery.KIND, MatchedUpTo.KIND);

    /// Several commits are read together.
    private static final Duration BREATH = Duration.ofMillis(5);

    private final Stores stores;
    private final MatchPass matches;
    private final DeliverPass deliveries;
    private final Loop matching;
    private final Loop bringing;

    public Deliveries(Stores stores, EventLogs logs, Firing.Reach reach, InstantSource clock) {
        this.stores = stores;
        this.matches = new MatchPass(stores, logs);
        this.deliveries = new DeliverPass(stores, logs, new TargetCaller(reach), clock, this::wake);
        this.matching = new Loop("event rules", matches::pass, Optional::empty, clock, BREATH);
        this.bringing = new Loop("event deliveries", deliveries::pass, deliveries::next, clock, BREATH);
    }

    public void start() {
        stores.onDurable(this::changed);
        matching.start();
        bringing.start();
    }

    /// On the committer.
    private void changed(List<Change> changes) {
        boolean delivery = false;
        boolean event = false;
        for (Change change : changes) {
            Class<?> type = change.kind().type();
            delivery |= type == Delivery.class;
            event |= type == Rule.class || EventLog.concerns(type);
        }
        if (event || delivery) {
            matching.wake();
        }
        if (delivery) {
            bringing.wake();
        }
    }

    private void wake() {
        bringing.wake();
    }

    /// All that is to be done at this moment, once: for whoever steps a clock.
    public void step() {
        matches.pass();
        deliveries.pass();
        deliveries.settle();
    }

    @Override
    public void close() {
        matching.close();
        bringing.close();
        deliveries.settle();
    }
}
