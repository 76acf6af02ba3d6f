package io.argosy.app.configuration;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where settings come from: a file, the environment, or the command line. A file and the command line must not name
/// keys that do not exist; the environment is full of other things and is only asked.
interface Source {
    Optional<Setting> find(String key);

    /// The keys this source names, for refusing those that do not exist.
    Map<String, String> named();

    /// Of given keys only.
    record Fixed(Map<String, Setting> settings) implements Source {
        public Fixed {
            settings = Map.copyOf(settings);
        }

        @Override
        public Optional<Setting> find(String key) {
            return Optional.ofNullable(settings.get(key));
        }

        @Override
        public Map<String, String> named() {
            Map<String, String> origins = new HashMap<>();
            settings.forEach((key, setting) -> origins.put(key, setting.origin()));
            return origins;
        }
    }

    /// `policy.host-roots` is ARGOSY_POLICY_HOST_ROOTS there; a list is separated by commas.
    record Environment(Map<String, String> variables) implements Source {
        public Environment {
            variables = Map.copyOf(variables);
        }

        static String variable(String key) {
            return "ARGOSY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }

        @Override
        public Optional<Setting> find(String key) {
            String variable = variable(key);
            return Optional.ofNullable(variables.get(variable))
                    .map(text -> new Setting(List.of(text.split(",")), variable));
        }

        @Override
        public Map<String, String> named() {
            return Map.of();
        }
    }
}
