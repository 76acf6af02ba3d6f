package io.argosy.logshipping;

import io.argosy.model.ApiError;

/// A container cannot log as its definition says; the text is what Docker's driver would have said at its start.
public final class LogsRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String AT_START = "Error response from daemon: failed to initialize logging driver: ";

    private LogsRefused(String text) {
        super(text);
    }

    public static LogsRefused atStart(String why) {
        return new LogsRefused(AT_START + why);
    }

    /// The group or the stream could not be had.
    static LogsRefused because(ApiError error) {
        return atStart("failed to create Cloudwatch log stream: " + error.code() + ": " + error.message());
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
