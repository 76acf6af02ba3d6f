package io.argosy.control.operations.instances;

import io.argosy.control.ControlSettings;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.DiscoverPollEndpointResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DiscoverPollEndpoint`: where agents open their channels. They remember it for hours, so it is the server's stable
/// address (agent-protocol 3).
public final class DiscoverPollEndpoint
        implements Operation<DiscoverPollEndpointRequest, DiscoverPollEndpointResponse> {
    private final String base;

    public DiscoverPollEndpoint(ControlSettings settings) {
        this.base = settings.endpoint().toString().replaceAll("/+$", "");
    }

    @Override
    public OperationModel<DiscoverPollEndpointRequest, DiscoverPollEndpointResponse> model() {
        return Ecs.DISCOVER_POLL_ENDPOINT;
    }

    @Override
    public List<Permission> permissions(Caller caller, DiscoverPollEndpointRequest request) {
        return List.of(Permission.on("ecs:DiscoverPollEndpoint"));
    }

    @Override
    public DiscoverPollEndpointResponse handle(Caller caller, DiscoverPollEndpointRequest request) {
        return DiscoverPollEndpointResponse.builder()
                .endpoint(base + "/acs")
                .telemetryEndpoint(base + "/tcs")
                .build();
    }
}
