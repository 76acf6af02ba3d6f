package io.argosy.events.bus;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DescribeEventBusRequest;
import io.argosy.shapes.events.DescribeEventBusResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeEventBus`: the default bus, which is always there.
final class DescribeEventBus implements Operation<DescribeEventBusRequest, DescribeEventBusResponse> {
    @Override
    public OperationModel<DescribeEventBusRequest, DescribeEventBusResponse> model() {
        return Events.DESCRIBE_EVENT_BUS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeEventBusRequest request) {
        return List.of(Permission.on("events:DescribeEventBus", BusName.arn(caller.realm())));
    }

    @Override
    public DescribeEventBusResponse handle(Caller caller, DescribeEventBusRequest request) {
        if (!BusName.is(request.name(), caller.realm())) {
            throw new ApiError(
                            "ResourceNotFoundException",
                            "Event bus " + request.name().orElse("") + " does not exist.")
                    .thrown();
        }
        return DescribeEventBusResponse.builder()
                .name(BusName.NAME)
                .arn(BusName.arn(caller.realm()))
                .build();
    }
}
