package io.argosy.model;

import io.argosy.model.ServiceEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From the rows of services that earlier versions wrote to those of today.
final class ServiceMigrations {
    /// Parts of the texts that version 0 wrote, and what they said.
    private static final Map<String, Kind> WORDS = words();

    private ServiceMigrations() {}

    /// Version 0 had the text of an event only.
    static Map<String, Object> eventsSayTheirKind(Map<String, Object> service) {
        if (service.get("events") instanceof List<?> events) {
            service.put(
                    "events",
                    events.stream()
                            .map(event -> event instanceof Map<?, ?> fields ? withStatement(fields) : event)
                            .toList());
        }
        return service;
    }

    /// Version 1 had its events in it, the newest first, and two members by other names.
    static final class EventsApart implements Migration {
        @Override
        public Map<String, Object> next(Map<String, Object> service) {
            service.remove("events");
            maps(service.get("deployments"))
                    .forEach(deployment -> Migration.renamed(deployment, "target", "desiredCount"));
            return Migration.renamed(service, "asked", "configuration");
        }

        @Override
        public List<Part> parts(Map<String, Object> service) {
            Object name = Objects.requireNonNull(service.get("name"));
            List<Map<String, Object>> events = maps(service.get("events"));
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                Map<String, Object> event = new LinkedHashMap<>(events.get(i));
                event.put("service", name);
                event.put("sequence", (long) (events.size() - i));
                parts.add(new Part(ServiceEvent.KIND, 0, event));
            }
            return parts;
        }

        @SuppressWarnings("unchecked")
        private static List<Map<String, Object>> maps(@Nullable Object list) {
            return list == null ? List.of() : (List<Map<String, Object>>) list;
        }
    }

    /// The deployments of version 2 had taken no note of what their tasks pulled.
    static Map<String, Object> withoutImages(Map<String, Object> service) {
        return service;
    }

    /// The events of version 0 said nothing of deployments that failed or were rolled back.
    static Map<String, Object> withoutFailedDeployments(Map<String, Object> event) {
        return event;
    }

    /// Those of version 1 said nothing of daemons and of availability zones.
    static Map<String, Object> withoutRebalancing(Map<String, Object> event) {
        return event;
    }

    /// The tallies of version 0 did not say when the last failure was: any task that is good came after it.
    static Map<String, Object> withoutLastFailures(Map<String, Object> tally) {
        if (tally.get("failed") instanceof List<?> failed) {
            tally.put(
                    "failed",
                    failed.stream()
                            .map(one -> one instanceof Map<?, ?> fields ? with(fields, "last", Instant.EPOCH) : one)
                            .toList());
        }
        return tally;
    }

    private static Map<String, Object> with(Map<?, ?> fields, String name, Instant value) {
        Map<String, Object> more = new LinkedHashMap<>();
        fields.forEach((known, is) -> more.put(known.toString(), is));
        more.put(name, value.toString());
        return more;
    }

    private static Map<String, Object> withStatement(Map<?, ?> event) {
        Map<String, Object> changed = new LinkedHashMap<>();
        event.forEach((name, value) -> changed.put(name.toString(), value));
        String text = String.valueOf(changed.remove("message"));
        changed.put("statement", Map.of("kind", kind(text).name(), "cause", "", "text", text));
        return changed;
    }

    private static Kind kind(String text) {
        return WORDS.entrySet().stream()
                .filter(words -> text.contains(words.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Kind.OTHER);
    }

    private static Map<String, Kind> words() {
        Map<String, Kind> words = new LinkedHashMap<>();
        words.put(" has started ", Kind.TASKS_STARTED);
        words.put(" has stopped ", Kind.TASKS_STOPPED);
        words.put(" has reached a steady state.", Kind.STEADY_STATE);
        words.put(" deployment completed.", Kind.DEPLOYMENT_COMPLETED);
        words.put(" was unable to stop or start tasks during a deployment ", Kind.DEPLOYMENT_BLOCKED);
        words.put(" was unable to place a task ", Kind.NO_PLACE);
        words.put(" is unable to consistently start tasks ", Kind.FAILING_STARTS);
        words.put(" failed to launch a task ", Kind.NO_DEFINITION);
        words.put(", whose agent is disconnected.", Kind.AGENT_DISCONNECTED);
        words.put(" because of an internal error.", Kind.INTERNAL_ERROR);
        return words;
    }
}
