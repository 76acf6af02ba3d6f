package io.argosy.control;

import io.argosy.model.Ids;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.planning.ServiceEvents;
import io.argosy.state.Transaction;
import java.util.List;
import java.util.function.Supplier;

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

    /// Adds a complaint unless it was said already; whether it was news.
    public static boolean complain(
            Transaction tx, ServiceName name, ServiceEvent.Statement complaint, Supplier<String> ids) {
        boolean news = tx.state()
                .service(name)
                .filter(service -> ServiceEvents.worthSaying(service, tx.state().eventsOf(name), complaint, tx.now()))
                .isPresent();
        if (news) {
            add(tx, name, complaint, Ids.dashed(ids.get()));
        }
        return news;
    }

    /// Complains of a role that the service's tasks cannot have.
    public static void roleRefused(Transaction tx, ServiceName name, String refusal, Supplier<String> ids) {
        complain(tx, name, ServiceEvents.noRole(name, refusal), ids);
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
