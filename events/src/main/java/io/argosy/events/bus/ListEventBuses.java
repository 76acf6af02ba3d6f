package io.argosy.events.bus;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.EventBus;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListEventBusesRequest;
import io.argosy.shapes.events.ListEventBusesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `ListEventBuses`: the default bus.
final class ListEventBuses implements Operation<ListEventBusesRequest, ListEventBusesResponse> {
    @Override
    public OperationModel<ListEventBusesRequest, ListEventBusesResponse> model() {
        return Events.LIST_EVENT_BUSES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListEventBusesRequest request) {
        return List.of(Permission.on("events:ListEventBuses"));
    }

    @Override
    public ListEventBusesResponse handle(Caller caller, ListEventBusesRequest request) {
        return ListEventBusesResponse.builder()
                .eventBuses(Stream.of(BusName.NAME)
                        .filter(name -> name.startsWith(request.namePrefix().orElse("")))
                        .map(name -> EventBus.builder()
                                .name(name)
                                .arn(BusName.arn(caller.realm()))
                                .build())
                        .toList())
                .build();
    }
}
