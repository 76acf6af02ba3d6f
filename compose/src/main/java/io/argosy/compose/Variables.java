package io.argosy.compose;

import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables of a container: those of its files, over them its own, and the secrets among them.
///
/// A task gets secrets as variables, never as files. A secret whose file a variable `NAME_FILE` names is, as images
/// that know both have it, the variable `NAME`; or a secret says its variable itself, by `x-variable`.
final class Variables {
    private static final String FILES = "/run/secrets/";
    private static final String OF_FILE = "_FILE";
    private static final String VARIABLE = "x-variable";
    private static final Set<String> FILE_KEYS = Set.of("path", "required");
    private static final Set<String> SECRET_KEYS = Set.of("source", "target");

    private final Path folder;
    private final Map<String, String> outside;
    private final Map<String, String> parameters;

    /// `parameters` are the parameters that the file's secrets lie in, by their names in the file.
    Variables(Path folder, Map<String, String> outside, Map<String, String> parameters) {
        this.folder = folder;
        this.outside = outside;
        this.parameters = parameters;
    }

    /// What a container is given.
    record Given(List<KeyValuePair> environment, List<Secret> secrets) {
        Given {
            environment = List.copyOf(environment);
            secrets = List.copyOf(secrets);
        }
    }

    Given of(Part service) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Object item : service.items("env_file")) {
            file(service, item, values);
        }
        service.pairs("environment").forEach((name, value) -> {
            Optional<String> known = value.or(() -> Optional.ofNullable(outside.get(name)));
            known.ifPresentOrElse(text -> values.put(name, text), () -> values.remove(name));
        });
        List<Secret> secrets = secrets(service, values);
        List<KeyValuePair> environment = values.entrySet().stream()
                .map(value -> KeyValuePair.builder()
                        .name(value.getKey())
                        .value(value.getValue())
                        .build())
                .toList();
        return new Given(environment, secrets);
    }

    private void file(Part service, Object item, Map<String, String> values) {
        boolean required = true;
        String path = String.valueOf(item);
        if (item instanceof Map<?, ?>) {
            Part file = service.item("env_file", item).only(FILE_KEYS);
            path = file.text("path").orElse("");
            required = file.flag("required").orElse(true);
        }
        Path file = folder.resolve(path);
        if (required || Files.exists(file)) {
            values.putAll(VariablesFile.read(file, outside, service.findings()));
        }
    }

    private List<Secret> secrets(Part service, Map<String, String> values) {
        List<Secret> secrets = new ArrayList<>();
        for (Object item : service.items("secrets")) {
            boolean mapping = item instanceof Map<?, ?>;
            Part asked = mapping
                    ? service.item("secrets", item).only(SECRET_KEYS)
                    : new Part(service.at("secrets"), Map.of(), service.findings());
            String source = mapping ? asked.text("source").orElse("") : String.valueOf(item);
            String file = asked.text("target").orElse(source);
            Optional<String> variable = asked.text(VARIABLE).or(() -> named(file, values));
            String parameter = parameters.get(source);
            if (parameter == null) {
                service.refuse("secrets", "there is no secret " + source + " in secrets");
            } else if (variable.isEmpty()) {
                service.refuse(
                        "secrets",
                        source
                                + ": a task gets secrets as variables, not as files: say x-variable: NAME, or name its"
                                + " file in a variable NAME_FILE");
            } else {
                secrets.add(Secret.builder()
                        .name(variable.get())
                        .valueFrom(parameter)
                        .build());
            }
        }
        return secrets;
    }

    /// The variable that a secret becomes in place of the one that names its file.
    private static Optional<String> named(String file, Map<String, String> values) {
        String path = file.startsWith("/") ? file : FILES + file;
        Optional<String> naming = values.entrySet().stream()
                .filter(value -> value.getValue().equals(path))
                .map(Map.Entry::getKey)
                .filter(name -> name.length() > OF_FILE.length() && name.endsWith(OF_FILE))
                .findFirst();
        naming.ifPresent(values::remove);
        return naming.map(name -> name.substring(0, name.length() - OF_FILE.length()));
    }
}
