package io.argosy.events.log;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;

/// What the last PutEvents of a realm brought. There is one row of it, and the history has all that it ever was: what
/// was put is read there, as everything else that happened.
public record PostedEvents(List<Posted> events) implements AccountEntity {
    public static final Kind<PostedEvents> KIND = Kind.of("PostedEvents", PostedEvents.class);
    public static final String KEY = "posted";

    /// An event as it was put, with the id that its sender was told; `detail` is JSON.
    public record Posted(
            String id, String source, String detailType, List<String> resources, Instant time, String detail) {
        public Posted {
            resources = List.copyOf(resources);
        }
    }

    public PostedEvents {
        events = List.copyOf(events);
    }

    @Override
    public String key() {
        return KEY;
    }
}
