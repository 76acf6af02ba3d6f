package io.argosy.app.configuration;

import java.io.Serial;
import java.util.List;

/// The configuration has mistakes: all of them, each with where it was made.
public final class ConfigurationRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ConfigurationRefused(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
