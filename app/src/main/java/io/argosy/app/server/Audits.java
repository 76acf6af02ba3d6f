package io.argosy.app.server;

import io.argosy.wire.Audit;
import io.argosy.wire.AuditedCall;

/// Leads what the port tells to the room that keeps it, once that is open; nothing is asked of the port before.
final class Audits implements Audit {
    private volatile Audit keeper = Audit.NONE;

    void lead(Audit to) {
        keeper = to;
    }

    @Override
    public void tell(AuditedCall call) {
        keeper.tell(call);
    }
}
