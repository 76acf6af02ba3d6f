package io.argosy.logs.tail;

import io.argosy.logs.store.StoredBlock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Everybody who follows groups at the moment. The writer tells them; nobody can make it wait.
public final class Tails implements AutoCloseable {
    private static final int MOST = 50;

    private final List<TailSession> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean ends;

    /// What has become durable.
    public void heard(StoredBlock block) {
        for (TailSession session : sessions) {
            session.heard(block);
        }
    }

    /// A new session, unless there are as many as there may be.
    public Optional<TailSession> open(TailRequest request) {
        if (sessions.size() >= MOST) {
            return Optional.empty();
        }
        var session = new TailSession(request, sessions::remove);
        sessions.add(session);
        if (ends) {
            session.end();
        }
        return Optional.of(session);
    }

    public int count() {
        return sessions.size();
    }

    /// Ends all of them: the server stops.
    @Override
    public void close() {
        ends = true;
        sessions.forEach(TailSession::end);
    }
}
