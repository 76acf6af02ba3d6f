package io.argosy.app.configuration;

import java.util.List;

/// What one source says about one key, and where it says so: `argosy.toml:3`, `ARGOSY_LISTEN`, `--listen`.
record Setting(List<String> values, Form form, String origin) {
    /// How a value was written: variables and flags are words, which may mean anything; a file says what it means.
    enum Form {
        WORD,
        TEXT,
        NUMBER,
        FLAG,
        OTHER
    }

    Setting {
        values = List.copyOf(values);
    }

    static Setting words(List<String> values, String origin) {
        return new Setting(values, Form.WORD, origin);
    }
}
