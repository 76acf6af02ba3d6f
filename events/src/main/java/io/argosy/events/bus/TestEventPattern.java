package io.argosy.events.bus;

import io.argosy.eventpatterns.EventPattern;
import io.argosy.eventpatterns.MalformedPattern;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.TestEventPatternRequest;
import io.argosy.shapes.events.TestEventPatternResponse;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `TestEventPattern`: whether a pattern means an event.
final class TestEventPattern implements Operation<TestEventPatternRequest, TestEventPatternResponse> {
    private static final List<String> NEEDED =
            List.of("id", "account", "source", "time", "region", "resources", "detail-type");

    @Override
    public OperationModel<TestEventPatternRequest, TestEventPatternResponse> model() {
        return Events.TEST_EVENT_PATTERN;
    }

    @Override
    public List<Permission> permissions(Caller caller, TestEventPatternRequest request) {
        return List.of(Permission.on("events:TestEventPattern"));
    }

    @Override
    public TestEventPatternResponse handle(Caller caller, TestEventPatternRequest request) {
        requireEvent(request.event());
        try {
            return TestEventPatternResponse.builder()
                    .result(EventPattern.of(request.eventPattern()).matches(request.event()))
                    .build();
        } catch (MalformedPattern malformed) {
            throw new ApiError(
                            "InvalidEventPatternException", "Event pattern is not valid. Reason: " + malformed.reason())
                    .thrown();
        }
    }

    private static void requireEvent(String text) {
        try {
            Map<String, Object> event = JsonTree.object(text);
            if (event.keySet().containsAll(NEEDED)) {
                return;
            }
        } catch (MalformedJson malformed) {
            // It is refused as one that lacks what an event has.
        }
        throw BusName.invalid("Parameter Event is not valid.");
    }
}
