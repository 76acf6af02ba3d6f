package io.argosy.app.server;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Which versions of each thing somebody heard of by events, in the order in which each was heard first.
final class HeardVersions implements Consumer<String> {
    private final String member;
    private final Map<String, Set<Long>> versions = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /// `member` is that of an event's detail which says what it is about.
    HeardVersions(String member) {
        this.member = member;
    }

    @Override
    public void accept(String text) {
        count.incrementAndGet();
        try {
            Map<String, Object> event = JsonTree.object(text);
            if (event.get("detail") instanceof Map<?, ?> detail && detail.get("version") instanceof Number version) {
                versions.compute(String.valueOf(detail.get(member)), (_, known) -> {
                    Set<Long> all = Optional.ofNullable(known).orElseGet(LinkedHashSet::new);
                    all.add(version.longValue());
                    return all;
                });
            }
        } catch (MalformedJson broken) {
            throw new AssertionError(text, broken);
        }
    }

    /// How many events came, those included that came again.
    int count() {
        return count.get();
    }

    List<Long> of(String thing) {
        List<Long> copy = new ArrayList<>();
        versions.computeIfPresent(thing, (_, known) -> {
            copy.addAll(known);
            return known;
        });
        return copy;
    }

    /// Whether all versions up to these were heard.
    boolean all(Map<String, Long> last) {
        return last.entrySet().stream().allMatch(one -> of(one.getKey()).size() == one.getValue());
    }
}
