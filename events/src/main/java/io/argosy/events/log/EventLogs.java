package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.state.Stores;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The log of each realm, made when somebody first asks for it.
public final class EventLogs {
    private final Stores stores;
    private final Map<AccountRegion, EventLog> logs = new ConcurrentHashMap<>();

    public EventLogs(Stores stores) {
        this.stores = stores;
    }

    public EventLog of(AccountRegion realm) {
        return logs.computeIfAbsent(realm, missing -> new EventLog(stores, missing, EventLog.Limits.USUAL));
    }
}
