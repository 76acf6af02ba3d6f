package io.argosy.logshipping;

/// One event as it is sent: its time in milliseconds, its text, and where in the container's log it begins.
record LogEvent(long millis, String message, Position from) {}
