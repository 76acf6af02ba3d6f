package io.argosy.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// When each moment of a task's life was reached. The first time stands.
public record Timeline(Map<Moment, Instant> moments) {
    public Timeline {
        moments = Map.copyOf(moments);
    }

    public static Timeline from(Instant created) {
        return new Timeline(Map.of(Moment.CREATED, created));
    }

    public Optional<Instant> at(Moment moment) {
        return Optional.ofNullable(moments.get(moment));
    }

    public Timeline with(Moment moment, Instant at) {
        if (moments.containsKey(moment)) {
            return this;
        }
        var more = new EnumMap<Moment, Instant>(Moment.class);
        more.putAll(moments);
        more.put(moment, at);
        return new Timeline(more);
    }
}
