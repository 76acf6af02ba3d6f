package io.argosy.logs.store;

import java.util.List;

/// Which streams of a group are meant.
public sealed interface StreamChoice {
    record All() implements StreamChoice {}

    record Beginning(String prefix) implements StreamChoice {}

    record These(List<StoredStream> streams) implements StreamChoice {
        public These {
            streams = List.copyOf(streams);
        }
    }

    default boolean has(StoredStream stream) {
        return switch (this) {
            case All() -> true;
            case Beginning(var prefix) -> stream.name().startsWith(prefix);
            case These(var streams) -> streams.contains(stream);
        };
    }

    /// Whether a segment can have any of them.
    default boolean mayBeIn(Segment segment) {
        return switch (this) {
            case All _, Beginning _ -> true;
            case These(var streams) -> streams.stream().anyMatch(stream -> segment.mayHold(stream.number()));
        };
    }
}
