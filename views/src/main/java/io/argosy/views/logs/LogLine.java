package io.argosy.views.logs;

import java.time.Instant;

/// A line of a container.
record LogLine(Instant at, LoggedContainer of, String text) {}
