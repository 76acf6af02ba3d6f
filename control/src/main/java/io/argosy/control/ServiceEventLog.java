package io.argosy.control;

import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.state.Transaction;
import java.util.List;

/// Adds to the events of a service, and forgets the eldest for it.
public final class ServiceEventLog {
    private ServiceEventLog() {}

    public static void add(Transaction tx, ServiceName service, ServiceEvent.Statement statement, String id) {
        long sequence = 1 + last(tx, service);
        tx.add(new ServiceEvent(service, sequence, id, tx.now(), statement));
        tx.state()
                .table(ServiceEvent.KIND)
                .get(ServiceEvent.key(service, sequence - ServiceEvent.KEPT))
                .ifPresent(tx::remove);
    }

    private static long last(Transaction tx, ServiceName service) {
        return tx.state().eventsOf(service).stream()
                .findFirst()
                .map(ServiceEvent::sequence)
                .orElse(0L);
    }

    /// What was said of a service of that name is not said of the next one.
    public static void clear(Transaction tx, ServiceName service) {
        List.copyOf(tx.state().eventsOf(service)).forEach(tx::remove);
    }
}
