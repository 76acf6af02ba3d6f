package io.argosy.batch.scheduling;

import java.util.Optional;

/// How an attempt ended, as the rules of a retry strategy see it (batch-semantics 8.5): the exit code and the reason
/// of the essential container that ended first, and why the task stopped.
public record AttemptOutcome(Optional<Integer> exitCode, Optional<String> reason, String statusReason) {}
