package io.argosy.app.configuration;

import java.util.List;

/// What one source says about one key, and where it says so: `argosy.toml:3`, `ARGOSY_LISTEN`, `--listen`.
record Setting(List<String> values, String origin) {
    Setting {
        values = List.copyOf(values);
    }

    static Setting of(String value, String origin) {
        return new Setting(List.of(value), origin);
    }
}
