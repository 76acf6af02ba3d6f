package io.argosy.acceptance;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One way out of a container that a task definition may ask for.
record Escape(String name, String place, String value) {
    private static final Path LIST = Path.of("src/test/resources/escapes.txt");

    /// Shows and spoils whatever secret lies near what was mounted.
    private static final String THIEF = """
            for place in /mnt /etc /secret; do
              busybox find $place -maxdepth 3 -name canary -type f 2>/dev/null | while read file; do
                cat $file; echo spoilt > $file
              done
            done
            echo looked""";

    /// All of them; `names` are what stands in the list for things of this run.
    static List<Escape> all(Map<String, String> names) throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", 3))
                .map(parts -> new Escape(parts[0].strip(), parts[1].strip(), filled(parts[2].strip(), names)))
                .toList();
    }

    private static String filled(String text, Map<String, String> names) {
        String filled = text;
        for (Map.Entry<String, String> one : names.entrySet()) {
            filled = filled.replace(one.getKey(), one.getValue());
        }
        return filled;
    }

    /// The definition that asks for it.
    RegisterTaskDefinitionRequest definition(String family) throws MalformedJson {
        Map<String, Object> container = new LinkedHashMap<>(
                Map.of("name", "app", "image", Busybox.IMAGE, "memory", 16, "command", List.of("sh", "-c", THIEF)));
        Map<String, Object> task = new LinkedHashMap<>(Map.of("family", family));
        task.put("containerDefinitions", List.of(container));
        switch (place) {
            case "path" -> mount(task, container, Map.of("name", "v", "host", Map.of("sourcePath", text())), "/mnt");
            case "target" -> mount(task, container, Map.of("name", "v"), value);
            case "docker" ->
                mount(task, container, Map.of("name", "v", "dockerVolumeConfiguration", members()), "/mnt");
            case "volume" -> mount(task, container, members(), "/mnt");
            case "container" -> container.putAll(members());
            default -> task.putAll(members());
        }
        byte[] body = JsonTree.write(task).getBytes(StandardCharsets.UTF_8);
        return JsonCodec.read(body, RegisterTaskDefinitionRequest.STRUCTURE);
    }

    private static void mount(
            Map<String, Object> task, Map<String, Object> container, Map<String, Object> volume, String at) {
        task.put("volumes", List.of(volume));
        container.put(
                "mountPoints",
                List.of(Map.of("sourceVolume", String.valueOf(volume.get("name")), "containerPath", at)));
    }

    /// The value with its escaped characters as what they stand for.
    private String text() throws MalformedJson {
        return String.valueOf(JsonTree.object("{\"it\":\"" + value + "\"}").get("it"));
    }

    private Map<String, Object> members() throws MalformedJson {
        return JsonTree.object(value);
    }
}
