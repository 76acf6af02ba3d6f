package io.argosy.shipping;

import io.argosy.shapes.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `argosy init` writes into a folder: an `argosy.toml` and a task definition, both to be changed by hand.
public final class NewProject {
    static final String DEFINITION = "task-definition.json";

    private final Path folder;
    private final Answers answers;

    /// What flags or answers say, in place of what is found: a name, a port of the host (0: any), what a task
    /// needs, and a command that tells its health, if the Dockerfile has none.
    public record Answers(
            String name, String cluster, int port, int memoryMib, Optional<String> healthCheck, String region) {}

    public NewProject(Path folder, Answers answers) {
        this.folder = folder;
        this.answers = answers;
    }

    /// Writes what is not there yet; the files that it wrote. What somebody has changed stays as it is.
    public List<Path> write() throws IOException {
        Dockerfile dockerfile = Dockerfile.read(folder.resolve("Dockerfile"));
        String name = name();
        int hostPort = dockerfile.ports().isEmpty() ? 0 : answers.port();
        List<Path> written = new ArrayList<>();
        write(Project.FILE, settings(name, hostPort), written);
        write(DEFINITION, JsonText.pretty(definition(name, dockerfile, hostPort)) + "\n", written);
        return written;
    }

    private void write(String file, String text, List<Path> written) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            Files.writeString(path, text);
            written.add(path);
        }
    }

    private String name() throws IOException {
        String name = answers.name().isEmpty() ? named(folder) : named(answers.name());
        if (name.length() < 2) {
            throw new IOException("a name has two letters or more: say it with --name");
        }
        return name;
    }

    /// A folder's name, in the letters that repositories, families and services all take.
    static String named(Path folder) {
        return named(String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
    }

    private static String named(String given) {
        return given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /// A port of the host is one task's at a time, so there the old task goes before the new one comes.
    private String settings(String name, int hostPort) {
        String text = """
                # How this folder becomes a service: argosy deploy. Everything but the name may be left out.
                name = "%s"
                cluster = "%s"
                dockerfile = "Dockerfile"
                definition = "%s"
                # The container of the definition that runs what is built here.
                container = "%s"
                # Tasks that a new service has.
                count = 1
                """.formatted(name, answers.cluster(), DEFINITION, name);
        return hostPort == 0 ? text : text + """
                # The port of the host is one task's at a time: the old one ends before the new one starts.
                minimum-healthy = 0
                maximum = 100
                """;
    }

    private Map<String, Object> definition(String name, Dockerfile dockerfile, int hostPort) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", name);
        container.put("image", name);
        container.put("memory", answers.memoryMib());
        if (!dockerfile.ports().isEmpty()) {
            List<Object> ports = new ArrayList<>();
            for (int port : dockerfile.ports()) {
                Map<String, Object> mapping = new LinkedHashMap<>();
                mapping.put("containerPort", port);
                mapping.put("hostPort", ports.isEmpty() ? hostPort : 0);
                ports.add(mapping);
            }
            container.put("portMappings", ports);
        }
        answers.healthCheck().or(dockerfile::healthCheck).ifPresent(check -> {
            Map<String, Object> healthCheck = new LinkedHashMap<>();
            healthCheck.put("command", List.of("CMD-SHELL", check));
            healthCheck.put("interval", 5);
            healthCheck.put("retries", 3);
            container.put("healthCheck", healthCheck);
        });
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("awslogs-group", "/ecs/" + name);
        options.put("awslogs-region", answers.region());
        options.put("awslogs-stream-prefix", name);
        options.put("awslogs-create-group", "true");
        container.put("logConfiguration", Map.of("logDriver", "awslogs", "options", options));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("family", name);
        definition.put("containerDefinitions", List.of(container));
        return definition;
    }
}
