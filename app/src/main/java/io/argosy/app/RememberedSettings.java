package io.argosy.app;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.ServerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The settings that a data directory of `up` was made with. They stand in a file of its own from the first `up` on, so
/// that a later `up`, `down` or `token` finds the same server, whatever the environment says by then.
record RememberedSettings(Path data, Map<String, String> environment) {
    Path file() {
        return data.resolve("up.toml");
    }

    /// As the file says, or as file and environment of this moment do when there is none yet.
    ServerConfiguration read() throws IOException, ConfigurationRefused {
        return Files.exists(file())
                ? new ConfigurationReader(others(), data).read(Optional.of(file()), Map.of())
                : new ConfigurationReader(environment, data).read(Optional.empty(), Map.of());
    }

    /// Keeps what is said now, unless something was kept before. Answers the variables that have no say any more.
    List<String> keep() throws IOException, ConfigurationRefused {
        return keep(Map.of(), Map.of());
    }

    /// The same, with what counts where nothing is said, and with what counts whatever is said.
    List<String> keep(Map<String, String> usual, Map<String, String> fixed) throws IOException, ConfigurationRefused {
        if (Files.exists(file())) {
            var unheard = new TreeSet<>(environment.keySet());
            unheard.removeAll(others().keySet());
            return List.copyOf(unheard);
        }
        Map<String, List<String>> said = new TreeMap<>();
        usual.forEach((key, value) -> said.put(key, List.of(value)));
        said.putAll(new ConfigurationReader(environment, data).said());
        fixed.forEach((key, value) -> said.put(key, List.of(value)));
        String settings = said.entrySet().stream()
                .filter(one -> !one.getKey().equals("data-dir") && !one.getKey().equals("credentials"))
                .map(one -> one.getKey() + " = " + toml(one.getValue()) + "\n")
                .collect(Collectors.joining());
        Files.writeString(
                file(),
                "# What the first `up` of this data directory was told. Change it here, then `down` and `up`.\n"
                        + settings);
        return List.of();
    }

    /// The environment without what sets something.
    private Map<String, String> others() {
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(name -> ConfigurationReader.sets(name) || name.equals("ARGOSY_CONFIG"));
        return others;
    }

    private static String toml(List<String> values) {
        if (values.size() != 1) {
            return values.stream().map(RememberedSettings::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
        String value = values.getFirst();
        return value.equals("true") || value.equals("false") ? value : quoted(value);
    }

    private static String quoted(String value) {
        return '"' + value.strip().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
