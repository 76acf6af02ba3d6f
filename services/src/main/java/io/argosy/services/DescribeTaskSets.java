package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskSet;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeTaskSetsRequest;
import io.argosy.shapes.ecs.DescribeTaskSetsResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `DescribeTaskSets`: those that are named, or all of a service (ecs-semantics 7.17); unknown ones are failures.
public final class DescribeTaskSets implements Operation<DescribeTaskSetsRequest, DescribeTaskSetsResponse> {
    private final Clusters clusters;

    DescribeTaskSets(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeTaskSetsRequest, DescribeTaskSetsResponse> model() {
        return Ecs.DESCRIBE_TASK_SETS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeTaskSetsRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        List<String> named = request.taskSets().orElse(List.of());
        return named.isEmpty()
                ? List.of(requested.inCluster("ecs:DescribeTaskSets", requested.newTaskSet(request.service())))
                : requested.inCluster(
                        "ecs:DescribeTaskSets",
                        named.stream()
                                .map(set -> requested.taskSet(request.service(), set))
                                .toList());
    }

    @Override
    public DescribeTaskSetsResponse handle(Caller caller, DescribeTaskSetsRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        ServiceName name = References.service(request.service(), scope);
        List<String> include = request.include().orElse(List.of());
        if (!List.of("TAGS").containsAll(include)) {
            throw ServiceRules.invalid("include should be one of [TAGS]");
        }
        ClusterState state = scope.store().read();
        Service service = state.service(name).orElseThrow(FindService::unknown);
        if (!service.external()) {
            throw ExternalRules.noTaskSets();
        }
        List<TaskSet> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<String> named = request.taskSets().orElse(List.of());
        if (named.isEmpty()) {
            found.addAll(state.taskSetsOf(name));
        }
        for (String reference : named.stream().distinct().toList()) {
            set(reference, name, scope, state)
                    .ifPresentOrElse(found::add, () -> failures.add(Failures.missing(reference)));
        }
        return DescribeTaskSetsResponse.builder()
                .taskSets(found.stream()
                        .map(set -> TaskSetShape.of(set, service, scope, state, include.contains("TAGS")))
                        .toList())
                .failures(failures)
                .build();
    }

    private static Optional<TaskSet> set(
            String reference, ServiceName service, ClusterScope scope, ClusterState state) {
        try {
            return state.taskSet(service, References.taskSet(reference, service, scope));
        } catch (ApiException noReference) {
            return Optional.empty();
        }
    }
}
