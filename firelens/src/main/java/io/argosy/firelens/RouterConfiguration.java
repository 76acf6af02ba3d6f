package io.argosy.firelens;

import io.argosy.wire.acs.AcsTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a log router is told: where logs come in, what is added to each record, and an output for each container that
/// names one. What a task brings itself is included between these, so that it can change records and add outputs.
final class RouterConfiguration {
    static final String SOCKET = "/var/run/fluent.sock";
    static final int PORT = 24_224;
    private static final String HEALTH_PORT = "8877";
    private static final String HEALTH_TAG = "firelens-healthcheck";
    private static final String INCLUDE = "include-pattern";
    private static final String EXCLUDE = "exclude-pattern";
    static final String BUFFER = "log-driver-buffer-limit";

    /// Options that are for this agent or the engine, and for no output.
    private static final Set<String> NOT_OF_OUTPUTS = Set.of(INCLUDE, EXCLUDE, BUFFER, "mode", "max-buffer-size");

    private final LogRouting routing;
    private final AcsTask task;
    private final String cluster;
    private final RouterText text;

    private RouterConfiguration(LogRouting routing, AcsTask task, String cluster) {
        this.routing = routing;
        this.task = task;
        this.cluster = cluster;
        this.text = switch (routing.type()) {
            case FLUENTD -> new FluentdText();
            case FLUENTBIT -> new FluentBitText();
        };
    }

    static String of(LogRouting routing, AcsTask task, String cluster) {
        var configuration = new RouterConfiguration(routing, task, cluster);
        configuration.inputs();
        configuration.filters();
        if (routing.options().getOrDefault("config-file-type", "").equals("file")) {
            configuration.text.include(routing.options().getOrDefault("config-file-value", ""));
        }
        configuration.outputs();
        return configuration.text.toString();
    }

    /// Where containers of the task find the router's port: nowhere if they share the host's network.
    static Optional<String> listensAt(AcsTask task) {
        return switch (task.networkMode().orElse("bridge")) {
            case "bridge", "default" -> Optional.of("0.0.0.0");
            case "awsvpc" -> Optional.of("127.0.0.1");
            default -> Optional.empty();
        };
    }

    private void inputs() {
        text.healthInput("127.0.0.1", HEALTH_PORT, HEALTH_TAG);
        text.socketInput(SOCKET);
        listensAt(task).ifPresent(address -> text.portInput(address, String.valueOf(PORT)));
    }

    private void filters() {
        if (Boolean.parseBoolean(routing.options().getOrDefault("enable-ecs-log-metadata", "true"))) {
            Map<String, String> record = new LinkedHashMap<>();
            record.put("ecs_cluster", cluster);
            record.put("ecs_task_arn", task.arn());
            record.put(
                    "ecs_task_definition",
                    task.family().orElse("") + ":" + task.version().orElse(""));
            text.addToRecords(record);
        }
        routing.senders().forEach((container, options) -> {
            Optional.ofNullable(options.get(INCLUDE)).ifPresent(pattern -> text.keep(tags(container), pattern));
            Optional.ofNullable(options.get(EXCLUDE)).ifPresent(pattern -> text.drop(tags(container), pattern));
        });
    }

    private void outputs() {
        text.output(HEALTH_TAG, "null", Map.of());
        routing.senders().forEach(this::output);
    }

    /// Without a plugin the logs of a container go where the task's own configuration sends them.
    private void output(String container, Map<String, String> options) {
        Map<String, String> entries = new TreeMap<>(options);
        LogRouting.secretOptions(task, container)
                .forEach((option, variable) -> entries.put(option, text.variable(variable)));
        entries.keySet().removeAll(NOT_OF_OUTPUTS);
        Optional.ofNullable(entries.remove(text.pluginOption()))
                .ifPresent(plugin -> text.output(text.any(tags(container)), plugin, entries));
    }

    static String tags(String container) {
        return container + "-firelens";
    }

    static String tag(String container, AcsTask task) {
        return tags(container) + "-" + task.id();
    }
}
