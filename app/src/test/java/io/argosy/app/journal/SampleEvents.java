package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.events.delivery.Delivery;
import io.argosy.events.delivery.MatchedUpTo;
import io.argosy.events.log.PostedEvents;
import io.argosy.state.AccountTransaction;
import java.util.List;

/// What is kept of events on their way, for the sample journal.
final class SampleEvents {
    private SampleEvents() {}

    static void all(AccountTransaction tx) {
        tx.add(new PostedEvents(List.of(new PostedEvents.Posted(
                "00000000-0000-0000-0000-000000000001", "shop", "paid", List.of("order/7"), NOW, "{\"id\":7}"))));
        tx.add(new MatchedUpTo(419));
        tx.add(new Delivery("stops", "hook", 410, "order/7", NOW, 2, NOW.plusSeconds(4)));
    }
}
