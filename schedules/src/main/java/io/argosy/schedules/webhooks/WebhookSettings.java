package io.argosy.schedules.webhooks;

import java.time.Duration;

/// How long an address has to answer, and whether it may be one of this machine, or without encryption.
public record WebhookSettings(Duration timeout, boolean local) {
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
}
