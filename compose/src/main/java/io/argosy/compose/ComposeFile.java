package io.argosy.compose;

import io.argosy.compose.Converted.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a compose file and says what it comes to. Nothing is asked of a server, nothing is changed.
public final class ComposeFile {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
    private static final Set<String> KNOWN = Set.of("name", "version", "services", "volumes", "secrets", "networks");
    private static final Set<String> SECRET = Set.of("file", "environment", "external", "name");
    private static final String OWN = "x-argosy";
    private static final long MOST_BYTES = 1 << 20;
    private static final String SERVICE = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";

    private final Path file;
    private final Map<String, String> variables;
    private final String region;
    private final Findings findings = new Findings();

    /// What tasks are to the APIs that they call, if a file says it.
    record Roles(Optional<String> execution, Optional<String> task) {}

    private ComposeFile(Path file, Map<String, String> variables, String region) {
        this.file = file;
        this.variables = variables;
        this.region = region;
    }

    /// The file of a folder, under one of the names it usually has; or the one that is said.
    public static Path find(Path said) throws IOException {
        if (!Files.isDirectory(said)) {
            return said;
        }
        return NAMES.stream()
                .map(said::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + NAMES.getFirst() + " in " + said));
    }

    /// `environment` are the variables of whoever asks; they stand before those of a `.env` beside the file.
    /// `region` is where the logs of what says nothing of logs are.
    public static Converted read(Path file, Map<String, String> environment, String region) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
        }
        return new ComposeFile(file, environment, region).converted(Files.readString(file));
    }

    private Path folder() {
        return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(Path.of("/"));
    }

    private Converted converted(String text) throws ComposeRefused {
        Map<String, Object> tree = Yaml.mapping(String.valueOf(file.getFileName()), text);
        Map<String, String> known = known();
        Part whole = new Part("", new Interpolation(known, findings).members("", tree), findings);
        // What follows reads values; one that lacks its variables would be complained of twice.
        findings.check();
        whole.only(KNOWN);
        whole.parts("networks").keySet().stream()
                .filter(name -> !name.equals("default"))
                .forEach(name -> whole.refuse("networks." + name, "tasks have the network of their host's engine"));
        String project = project(whole);
        Part own = whole.part(OWN).only(Set.of("execution-role", "task-role"));
        List<SecretValue> values = new ArrayList<>();
        Map<String, String> parameters = secrets(whole, project, known, values);
        Map<String, Part> services = services(whole);
        var containers = new Containers(project, region, new Variables(folder(), known, parameters));
        List<Converted.Unit> units = new Conversion(
                        project,
                        folder(),
                        new Roles(own.text("execution-role"), own.text("task-role")),
                        services,
                        whole.parts("volumes"),
                        containers)
                .units();
        findings.check();
        return new Converted(project, units, values, findings.notes());
    }

    private Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        Path beside = folder().resolve(".env");
        if (Files.exists(beside)) {
            known.putAll(VariablesFile.read(beside, variables, findings));
        }
        known.putAll(variables);
        return known;
    }

    /// The name in the letters that families, services and repositories all take.
    private String project(Part whole) {
        String given = whole.text("name").orElseGet(() -> String.valueOf(folder().getFileName()));
        String name =
                given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (name.isEmpty()) {
            whole.refuse("name", "is missing, and the folder's has no letters");
        }
        return name;
    }

    private Map<String, Part> services(Part whole) {
        Map<String, Part> services = whole.parts("services");
        if (services.isEmpty()) {
            whole.refuse("services", "there are none");
        }
        services.keySet().stream()
                .filter(name -> !name.matches(SERVICE))
                .forEach(name -> whole.refuse("services." + name, "a container's name has letters, digits, - and _"));
        return services;
    }

    /// The parameter that each secret lies in; the values of those that are this file's are collected.
    private Map<String, String> secrets(
            Part whole, String project, Map<String, String> known, List<SecretValue> values) {
        Map<String, String> parameters = new LinkedHashMap<>();
        whole.parts("secrets").forEach((name, secret) -> {
            secret.only(SECRET);
            boolean external = secret.flag("external").orElse(false);
            String parameter = secret.text("name").orElse(external ? name : "/" + project + "/" + name);
            parameters.put(name, parameter);
            Optional<String> value = secret.text("file")
                    .flatMap(path -> content(secret, path))
                    .or(() -> secret.text("environment").flatMap(variable -> variable(secret, variable, known)));
            if (!external && !secret.has("file") && !secret.has("environment")) {
                secret.refuse("file", "is missing; a secret has a file, a variable in environment, or is external");
            }
            values.add(new SecretValue(parameter, external ? Optional.empty() : value));
        });
        return parameters;
    }

    private static Optional<String> variable(Part secret, String variable, Map<String, String> known) {
        Optional<String> value = Optional.ofNullable(known.get(variable));
        if (value.isEmpty()) {
            secret.refuse("environment", "the variable " + variable + " is not set");
        }
        return value;
    }

    /// Without the line end that editors leave behind a value.
    private Optional<String> content(Part secret, String path) {
        Path from = folder().resolve(path);
        try {
            return Optional.of(Files.readString(from).replaceFirst("\\R+$", ""));
        } catch (IOException failure) {
            secret.refuse("file", from + " cannot be read");
            return Optional.empty();
        }
    }
}
