package io.argosy.views.logs;

import java.util.Map;
import java.util.Optional;

/// A container of a task and where its log is. `owner` is its service's name or its definition's family, `host` how the
/// machine is called that it ran on.
record LoggedContainer(String owner, String task, String name, Optional<String> runtimeId, String host, Place place) {
    private static final int BRIEF = 6;

    /// Where the lines of a container are to be had.
    sealed interface Place {
        /// A stream of the Logs API, in a region of it.
        record Stored(String region, String group, String stream) implements Place {}

        /// The engine that runs or ran it.
        record Engine() implements Place {}

        /// Somewhere else, or nowhere.
        record Elsewhere(String driver) implements Place {}
    }

    static Place place(String driver, Map<String, String> options, String stream) {
        return switch (driver) {
            case "awslogs" ->
                new Place.Stored(
                        options.getOrDefault("awslogs-region", ""), options.getOrDefault("awslogs-group", ""), stream);
            case "json-file", "local", "journald", "" -> new Place.Engine();
            default -> new Place.Elsewhere(driver);
        };
    }

    String taskId() {
        return task.substring(task.lastIndexOf('/') + 1);
    }

    /// As lines are told apart.
    String label() {
        String id = taskId();
        return owner + "/" + id.substring(0, Math.min(BRIEF, id.length())) + " " + name;
    }
}
