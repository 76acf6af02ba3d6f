package io.argosy.events.bus;

import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// What Events can be asked about the bus and what is put on it; its rules are asked about among schedules.
public final class BusOperations {
    private BusOperations() {}

    /// `ids` are 32 hex digits, others each time.
    public static List<Operation<?, ?>> all(Stores stores, Supplier<String> ids) {
        return List.of(
                new PutEvents(stores, ids), new TestEventPattern(), new DescribeEventBus(), new ListEventBuses());
    }
}
