package io.argosy.events;

import io.argosy.events.bus.BusOperations;
import io.argosy.events.delivery.Deliveries;
import io.argosy.events.feed.Feeds;
import io.argosy.events.log.EventLogs;
import io.argosy.events.log.PostedEvents;
import io.argosy.model.Kind;
import io.argosy.schedules.firing.Firing;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Events as one thing: what happened, the bus that others put theirs on, and what rules make of both.
public final class EventBus implements AutoCloseable {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = Stream.concat(
                    Stream.<Kind<?>>of(PostedEvents.KIND), Deliveries.KINDS.stream())
            .toList();

    private final List<Operation<?, ?>> operations;
    private final Deliveries deliveries;
    private final Feeds feeds;

    private EventBus(List<Operation<?, ?>> operations, Deliveries deliveries, Feeds feeds) {
        this.operations = List.copyOf(operations);
        this.deliveries = deliveries;
        this.feeds = feeds;
    }

    /// `ids` are 32 hex digits, others each time. Nothing is told before `deliveries().start()` and
    /// `feeds().start()`.
    public static EventBus open(Stores stores, Firing.Reach reach, InstantSource clock, Supplier<String> ids) {
        var logs = new EventLogs(stores);
        return new EventBus(
                BusOperations.all(stores, ids),
                new Deliveries(stores, logs, reach, clock),
                new Feeds(stores, logs, clock));
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Feeds feeds() {
        return feeds;
    }

    @Override
    public void close() {
        feeds.close();
        deliveries.close();
    }
}
