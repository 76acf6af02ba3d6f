package io.argosy.eventpatterns;

import java.time.Instant;

/// What an input may say of the rule that an event matched, and when the event came.
public record RuleFacts(String arn, String name, Instant ingested) {}
