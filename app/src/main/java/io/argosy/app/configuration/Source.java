package io.argosy.app.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where settings come from: a file, the environment, or the command line. None may name a setting that does not exist.
interface Source {
    Optional<Setting> find(String key);

    /// What this source names that is not among the keys, each with where it does.
    Map<String, String> unknown(Set<String> keys);

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
        public Map<String, String> unknown(Set<String> keys) {
            Map<String, String> origins = new TreeMap<>();
            settings.forEach((key, setting) -> origins.put(key, setting.origin()));
            origins.keySet().removeAll(keys);
            return origins;
        }
    }

    /// `policy.host-roots` is ARGOSY_POLICY_HOST_ROOTS there; a list is separated by commas.
    record Environment(Map<String, String> variables) implements Source {
        /// Of the launcher, of the first key, and of the checks: no settings of a server.
        private static final Set<String> OTHERS = Set.of(
                "ARGOSY_CONFIG",
                "ARGOSY_HOME",
                "ARGOSY_FROM",
                "ARGOSY_ROOT_ACCESS_KEY_ID",
                "ARGOSY_ROOT_SECRET_ACCESS_KEY",
                "ARGOSY_SERVER_HEAP",
                "ARGOSY_AGENT_HEAP",
                "ARGOSY_JAVA_FLAGS",
                "ARGOSY_AWS",
                "ARGOSY_JOIN_TOKEN",
                "ARGOSY_CA_FILE",
                "ARGOSY_CA_FINGERPRINT",
                "ARGOSY_KEEP_STAYED",
                "ARGOSY_KEEP_LOG_BYTES",
                "ARGOSY_TEST_WITHOUT_ENGINE");

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
                    .map(text -> Setting.words(List.of(text.split(",")), variable));
        }

        @Override
        public Map<String, String> unknown(Set<String> keys) {
            var settings = keys.stream().map(Environment::variable).collect(Collectors.toSet());
            Map<String, String> unknown = new TreeMap<>();
            variables.keySet().stream()
                    .filter(variable -> variable.startsWith("ARGOSY_"))
                    .filter(variable -> !settings.contains(variable) && !OTHERS.contains(variable))
                    .forEach(variable -> unknown.put(variable, "environment"));
            return unknown;
        }
    }
}
