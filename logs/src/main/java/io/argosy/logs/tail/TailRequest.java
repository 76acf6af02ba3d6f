package io.argosy.logs.tail;

import io.argosy.logs.store.EventFilter;
import io.argosy.logs.store.StoredBlock;
import io.argosy.shapes.logs.LiveTailSessionStart;
import java.util.List;
import java.util.Map;

/// What somebody follows: groups by their ids, with the ARNs by which he called them; streams by name or beginning,
/// all where none is named; what a message must be like; and the words in which the session says all that.
public record TailRequest(
        Map<String, String> groups,
        List<String> streams,
        List<String> prefixes,
        EventFilter filter,
        LiveTailSessionStart start) {
    public TailRequest {
        groups = Map.copyOf(groups);
        streams = List.copyOf(streams);
        prefixes = List.copyOf(prefixes);
    }

    boolean wants(StoredBlock block) {
        String stream = block.stream().name();
        return groups.containsKey(block.group().id())
                && (streams.isEmpty() || streams.contains(stream))
                && (prefixes.isEmpty() || prefixes.stream().anyMatch(stream::startsWith));
    }

    String identifier(StoredBlock block) {
        return groups.getOrDefault(block.group().id(), "");
    }
}
