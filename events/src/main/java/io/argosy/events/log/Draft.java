package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.json.JsonTree;
import io.argosy.state.Committed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An event before it has its place. `id` is given where its sender was told one; of all others it is made of the
/// place, so that an event that is told twice is known by it.
record Draft(
        Optional<String> id,
        String source,
        String kind,
        List<String> resources,
        String service,
        Instant time,
        String detail) {
    /// How many events one change can be.
    static final int A_CHANGE = 10;

    static Draft of(String source, String kind, String resource, Instant time, Map<String, Object> detail) {
        return new Draft(Optional.empty(), source, kind, List.of(resource), "", time, JsonTree.write(detail));
    }

    static Draft ofService(String kind, String resource, String service, Instant time, Map<String, Object> detail) {
        return new Draft(Optional.empty(), "aws.ecs", kind, List.of(resource), service, time, JsonTree.write(detail));
    }

    /// The one of this number among those of a change (ecs-semantics 11.1).
    Event placed(Committed change, int number, AccountRegion realm) {
        long sequence = change.number() * A_CHANGE + number;
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("version", "0");
        envelope.put("id", id.orElseGet(() -> ownId(change, sequence, realm)));
        envelope.put("detail-type", kind);
        envelope.put("source", source);
        envelope.put("account", realm.account());
        envelope.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        envelope.put("region", realm.region());
        envelope.put("resources", resources);
        return new Event(
                sequence,
                source,
                kind,
                change.cluster().map(Object::toString).orElse(""),
                service,
                resources.isEmpty() ? "" : resources.getFirst(),
                change.at(),
                with(JsonTree.write(envelope), detail));
    }

    /// What somebody sent is handed on as it stands.
    private static String with(String envelope, String detail) {
        return envelope.substring(0, envelope.length() - 1) + ",\"detail\":" + detail + "}";
    }

    private static String ownId(Committed change, long sequence, AccountRegion realm) {
        String place = realm + "/" + sequence + "/" + change.at().toEpochMilli() + "/" + change.key();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
