package io.argosy.eventpatterns;

/// A text that is no pattern of events, with the reason that the live service gives (schedules-events-logs 2.6).
public final class MalformedPattern extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPattern(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
