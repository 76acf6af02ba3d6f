package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListAttributesRequest;
import io.argosy.shapes.ecs.ListAttributesResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `ListAttributes`: one row for each attribute of each registered instance, filtered by name, or name and value.
public final class ListAttributes implements Operation<ListAttributesRequest, ListAttributesResponse> {
    private final Clusters clusters;

    private record Row(ContainerInstance instance, Attribute attribute) {
        String key() {
            return instance.key() + "/" + attribute.name();
        }
    }

    public ListAttributes(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListAttributesRequest, ListAttributesResponse> model() {
        return Ecs.LIST_ATTRIBUTES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAttributesRequest request) {
        return List.of(Permission.on(
                "ecs:ListAttributes",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ListAttributesResponse handle(Caller caller, ListAttributesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        if (!request.targetType().equals("container-instance")) {
            throw ApiError.invalidParameter("targetType must be container-instance")
                    .thrown();
        }
        if (request.attributeValue().isPresent() && request.attributeName().isEmpty()) {
            throw ApiError.invalidParameter("attributeName can not be empty when attributeValue is given")
                    .thrown();
        }
        ClusterState state = scope.store().read();
        Page<Row> page = Pages.page(
                new Listing<>(Row::key, key -> after(key, state), row -> wanted(row.attribute(), request)),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListAttributesResponse.builder()
                .attributes(page.items().stream().map(row -> shape(row, scope)).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<Row> after(String key, ClusterState state) {
        int end = key.indexOf('/');
        if (end < 0) {
            return state.loadsAfter(key).flatMap(ListAttributes::rows);
        }
        String instance = key.substring(0, end);
        return Stream.concat(state.load(new ContainerInstanceId(instance)).stream(), state.loadsAfter(instance))
                .flatMap(ListAttributes::rows)
                .filter(row -> row.key().compareTo(key) > 0);
    }

    private static Stream<Row> rows(InstanceLoad load) {
        return load.instance().attributes().stream()
                .map(attribute -> new Row(load.instance(), attribute))
                .sorted(Comparator.comparing(Row::key));
    }

    private static boolean wanted(Attribute attribute, ListAttributesRequest request) {
        return (request.attributeName().isEmpty()
                        || request.attributeName().get().equals(attribute.name()))
                && (request.attributeValue().isEmpty()
                        || request.attributeValue().equals(attribute.value()));
    }

    private static Attribute shape(Row row, ClusterScope scope) {
        return row.attribute().toBuilder()
                .targetId(scope.arns()
                        .containerInstance(scope.name(), row.instance().id()))
                .build();
    }
}
