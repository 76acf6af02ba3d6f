package io.argosy.events.bus;

import io.argosy.events.log.PostedEvents;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutEventsRequest;
import io.argosy.shapes.events.PutEventsRequestEntry;
import io.argosy.shapes.events.PutEventsResponse;
import io.argosy.shapes.events.PutEventsResultEntry;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// `PutEvents`: events of others, each taken or refused by itself (schedules-events-logs 2.9).
final class PutEvents implements Operation<PutEventsRequest, PutEventsResponse> {
    private static final int LARGEST = 1 << 20;
    private static final int OF_TIME = 14;
    private static final int MOST = 10;

    private final Stores stores;
    private final Supplier<String> ids;

    PutEvents(Stores stores, Supplier<String> ids) {
        this.stores = stores;
        this.ids = ids;
    }

    /// What is wrong with an entry.
    private record Fault(String code, String message) {}

    @Override
    public OperationModel<PutEventsRequest, PutEventsResponse> model() {
        return Events.PUT_EVENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutEventsRequest request) {
        return List.of(Permission.on("events:PutEvents", BusName.arn(caller.realm())));
    }

    @Override
    public PutEventsResponse handle(Caller caller, PutEventsRequest request) {
        check(request);
        List<PutEventsResultEntry> results = new ArrayList<>();
        List<PutEventsRequestEntry> taken = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (PutEventsRequestEntry entry : request.entries()) {
            Optional<Fault> fault = fault(entry);
            String id = uuid(ids.get());
            if (fault.isEmpty() && BusName.is(entry.eventBusName(), caller.realm())) {
                taken.add(entry);
                given.add(id);
            }
            results.add(fault.map(PutEvents::refused)
                    .orElseGet(() -> PutEventsResultEntry.builder().eventId(id).build()));
        }
        if (!taken.isEmpty()) {
            stores.account(caller.realm()).write(tx -> {
                List<PostedEvents.Posted> posted = new ArrayList<>();
                for (int i = 0; i < taken.size(); i++) {
                    posted.add(posted(taken.get(i), given.get(i), tx.now()));
                }
                tx.addOrUpdate(new PostedEvents(posted));
                return posted;
            });
        }
        return PutEventsResponse.builder()
                .failedEntryCount((int) results.stream()
                        .filter(result -> result.errorCode().isPresent())
                        .count())
                .entries(results)
                .build();
    }

    private static void check(PutEventsRequest request) {
        if (request.endpointId().isPresent()) {
            throw BusName.invalid("EndpointId is not available in this version of Argosy.");
        }
        if (request.entries().isEmpty() || request.entries().size() > MOST) {
            throw BusName.invalid("1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                    + "Member must have length between 1 and " + MOST);
        }
        if (request.entries().stream().mapToInt(PutEvents::size).sum() > LARGEST) {
            throw BusName.invalid("Total size of the entries in the request is over the limit.");
        }
    }

    private static int size(PutEventsRequestEntry entry) {
        int size = entry.time().isPresent() ? OF_TIME : 0;
        for (Optional<String> text : List.of(entry.source(), entry.detailType(), entry.detail())) {
            size += bytes(text.orElse(""));
        }
        return size
                + entry.resources().orElse(List.of()).stream()
                        .mapToInt(PutEvents::bytes)
                        .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Fault> fault(PutEventsRequestEntry entry) {
        return missing("Source", entry.source())
                .or(() -> missing("DetailType", entry.detailType()))
                .or(() -> missing("Detail", entry.detail()))
                .or(() -> entry.source()
                        .filter(source -> source.startsWith("aws."))
                        .map(_ -> new Fault(
                                "NotAuthorizedForSourceException",
                                "Not authorized for the source of this event: those of AWS begin with aws.")))
                .or(() -> isObject(entry.detail().orElse(""))
                        ? Optional.empty()
                        : Optional.of(new Fault("MalformedDetail", "Detail is malformed.")));
    }

    private static Optional<Fault> missing(String name, Optional<String> value) {
        return value.filter(text -> !text.isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault(
                        "InvalidArgument",
                        "Parameter " + name + " is not valid. Reason: " + name + " is a required argument."));
    }

    private static boolean isObject(String text) {
        try {
            JsonTree.object(text);
            return true;
        } catch (MalformedJson malformed) {
            return false;
        }
    }

    private static PutEventsResultEntry refused(Fault fault) {
        return PutEventsResultEntry.builder()
                .errorCode(fault.code())
                .errorMessage(fault.message())
                .build();
    }

    /// Line ends in JSON are blanks between its words only: without them an event is one line.
    private static PostedEvents.Posted posted(PutEventsRequestEntry entry, String id, Instant now) {
        return new PostedEvents.Posted(
                id,
                entry.source().orElseThrow(),
                entry.detailType().orElseThrow(),
                entry.resources().orElse(List.of()),
                entry.time().orElse(now),
                entry.detail().orElseThrow().replaceAll("[\\r\\n]", " ").strip());
    }

    private static String uuid(String digits) {
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16))
                .toString();
    }
}
