package io.argosy.events.log;

import java.time.Instant;

/// Something that happened, for outsiders. `sequence` grows, and is the same whenever the event is read again;
/// `text` is the whole of it as JSON; the rest is what it is looked for by: `kind` is its detail-type, `cluster`
/// and `service` are names, empty where there is none, `resource` is the ARN that it is about first.
public record Event(
        long sequence,
        String source,
        String kind,
        String cluster,
        String service,
        String resource,
        Instant at,
        String text) {}
