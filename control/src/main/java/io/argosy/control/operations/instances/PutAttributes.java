package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutAttributesRequest;
import io.argosy.shapes.ecs.PutAttributesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `PutAttributes`: sets custom attributes, at most ten an instance.
public final class PutAttributes implements Operation<PutAttributesRequest, PutAttributesResponse> {
    private final Clusters clusters;

    public PutAttributes(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<PutAttributesRequest, PutAttributesResponse> model() {
        return Ecs.PUT_ATTRIBUTES;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutAttributesRequest request) {
        return AttributeTargets.permissions(
                "ecs:PutAttributes", RequestedArns.of(caller, request.cluster()), request.attributes());
    }

    @Override
    public PutAttributesResponse handle(Caller caller, PutAttributesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Map<String, List<Attribute>> targets = AttributeTargets.byTarget(request.attributes());
        scope.store().write(tx -> {
            AttributeTargets.change(targets, scope, tx, PutAttributes::with);
            return targets;
        });
        return PutAttributesResponse.builder().attributes(request.attributes()).build();
    }

    private static List<Attribute> with(List<Attribute> known, List<Attribute> asked) {
        List<Attribute> merged = CustomAttributes.merged(known, asked);
        CustomAttributes.checkCount(merged);
        return merged;
    }
}
