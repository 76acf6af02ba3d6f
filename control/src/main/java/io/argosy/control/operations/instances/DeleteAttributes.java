package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.DeleteAttributesRequest;
import io.argosy.shapes.ecs.DeleteAttributesResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `DeleteAttributes`: drops custom attributes by name; a value, if one is given, must match.
public final class DeleteAttributes implements Operation<DeleteAttributesRequest, DeleteAttributesResponse> {
    private final Clusters clusters;

    public DeleteAttributes(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteAttributesRequest, DeleteAttributesResponse> model() {
        return Ecs.DELETE_ATTRIBUTES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteAttributesRequest request) {
        return AttributeTargets.permissions(
                "ecs:DeleteAttributes", RequestedArns.of(caller, request.cluster()), request.attributes());
    }

    @Override
    public DeleteAttributesResponse handle(Caller caller, DeleteAttributesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Map<String, List<Attribute>> targets = AttributeTargets.byTarget(request.attributes());
        scope.store().write(tx -> {
            AttributeTargets.change(targets, scope, tx, DeleteAttributes::without);
            return targets;
        });
        return DeleteAttributesResponse.builder()
                .attributes(request.attributes())
                .build();
    }

    private static List<Attribute> without(List<Attribute> known, List<Attribute> asked) {
        return known.stream()
                .filter(attribute -> asked.stream().noneMatch(dropped -> matches(attribute, dropped)))
                .toList();
    }

    private static boolean matches(Attribute attribute, Attribute dropped) {
        return attribute.name().equals(dropped.name())
                && (dropped.value().isEmpty() || dropped.value().equals(attribute.value()));
    }
}
