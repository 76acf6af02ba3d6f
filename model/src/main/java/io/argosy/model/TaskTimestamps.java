package io.argosy.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// When each moment of a task's life was reached. The first time stands, but for the end of a protection.
public record TaskTimestamps(Map<TaskTimestamp, Instant> moments) {
    public TaskTimestamps {
        moments = Map.copyOf(moments);
    }

    public static TaskTimestamps from(Instant created) {
        return new TaskTimestamps(Map.of(TaskTimestamp.CREATED, created));
    }

    public Optional<Instant> at(TaskTimestamp moment) {
        return Optional.ofNullable(moments.get(moment));
    }

    public TaskTimestamps with(TaskTimestamp moment, Instant at) {
        if (moments.containsKey(moment)) {
            return this;
        }
        var more = new EnumMap<TaskTimestamp, Instant>(TaskTimestamp.class);
        more.putAll(moments);
        more.put(moment, at);
        return new TaskTimestamps(more);
    }

    TaskTimestamps protectedUntil(Optional<Instant> end) {
        var others = new EnumMap<TaskTimestamp, Instant>(TaskTimestamp.class);
        others.putAll(moments);
        others.remove(TaskTimestamp.PROTECTED_UNTIL);
        end.ifPresent(at -> others.put(TaskTimestamp.PROTECTED_UNTIL, at));
        return new TaskTimestamps(others);
    }
}
