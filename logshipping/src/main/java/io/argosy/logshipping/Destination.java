package io.argosy.logshipping;

import java.util.Map;
import java.util.Optional;

/// Where a container's lines go and how they become events: the options of `awslogs` (schedules-events-logs 3.9), read.
/// `createGroup` makes a group that is not there; with `blocking` a container does not start without its stream.
public record Destination(
        String group, String stream, String region, boolean createGroup, boolean blocking, Optional<EventStart> start) {
    public static final String DRIVER = "awslogs";

    /// What these options say of a container with this id; the server has made a name of the prefix by then.
    public static Destination of(Map<String, String> options, String containerId) throws LogsRefused {
        return new Destination(
                options.getOrDefault("awslogs-group", ""),
                options.getOrDefault("awslogs-stream", containerId),
                options.getOrDefault("awslogs-region", ""),
                options.getOrDefault("awslogs-create-group", "false").equals("true"),
                !options.getOrDefault("mode", "blocking").equals("non-blocking"),
                start(options));
    }

    private static Optional<EventStart> start(Map<String, String> options) throws LogsRefused {
        Optional<String> format = Optional.ofNullable(options.get("awslogs-datetime-format"));
        Optional<String> pattern = Optional.ofNullable(options.get("awslogs-multiline-pattern"));
        if (format.isPresent() && pattern.isPresent()) {
            throw LogsRefused.atStart("you cannot configure log opt 'awslogs-datetime-format' and"
                    + " 'awslogs-multiline-pattern' at the same time");
        }
        if (format.isPresent()) {
            return Optional.of(EventStart.of("awslogs-datetime-format", DateTimeFormat.pattern(format.get())));
        }
        return pattern.isPresent()
                ? Optional.of(EventStart.of("awslogs-multiline-pattern", pattern.get()))
                : Optional.empty();
    }
}
