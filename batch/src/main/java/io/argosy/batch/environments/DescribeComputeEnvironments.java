package io.argosy.batch.environments;

import io.argosy.batch.resources.BatchErrors;
import io.argosy.batch.resources.BatchPages;
import io.argosy.batch.resources.BatchState;
import io.argosy.batch.resources.BatchStore;
import io.argosy.batch.resources.ComputeEnvironment;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ComputeEnvironmentDetail;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.DescribeComputeEnvironmentsRequest;
import io.argosy.shapes.batch.DescribeComputeEnvironmentsResponse;
import io.argosy.shapes.batch.UpdatePolicy;
import io.argosy.model.Arns;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeComputeEnvironments`: those named, unknown ones left out, or all in pages.
final class DescribeComputeEnvironments
        implements Operation<DescribeComputeEnvironmentsRequest, DescribeComputeEnvironmentsResponse> {
    private final BatchStore store;
    private final EnvironmentClusters clusters;

    DescribeComputeEnvironments(BatchStore store, EnvironmentClusters clusters) {
        this.store = store;
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeComputeEnvironmentsRequest, DescribeComputeEnvironmentsResponse> model() {
        return Batch.DESCRIBE_COMPUTE_ENVIRONMENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeComputeEnvironmentsRequest request) {
        return List.of(Permission.on("batch:DescribeComputeEnvironments"));
    }

    @Override
    public DescribeComputeEnvironmentsResponse handle(Caller caller, DescribeComputeEnvironmentsRequest request) {
        List<String> names = request.computeEnvironments().orElse(List.of());
        BatchPages.requireOne(
                !names.isEmpty(),
                request.maxResults().isPresent(),
                text -> BatchErrors.wrapped(caller, text),
                "ComputeEnvironments");
        Page<ComputeEnvironment> page = page(caller, request, names);
        return DescribeComputeEnvironmentsResponse.builder()
                .computeEnvironments(page.items().stream()
                        .map(environment -> shown(caller.realm(), environment))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private Page<ComputeEnvironment> page(
            Caller caller, DescribeComputeEnvironmentsRequest request, List<String> names) {
        BatchState state = store.read(caller);
        return names.isEmpty()
                ? BatchPages.page(
                        Listing.of(ComputeEnvironment::name, state.environments()::after),
                        PageTokens.of(caller.realm(), request),
                        request.maxResults(),
                        request.nextToken())
                : new Page<>(
                        names.stream().flatMap(name -> state.environment(name).stream()).toList(), Optional.empty());
    }

    private ComputeEnvironmentDetail shown(AccountRegion realm, ComputeEnvironment environment) {
        CreateComputeEnvironmentRequest asked = environment.configuration();
        boolean healthy = environment.status() != ComputeEnvironment.Status.VALID || clusters.there(realm, environment);
        return ComputeEnvironmentDetail.builder()
                .computeEnvironmentName(environment.name())
                .computeEnvironmentArn(store.read(realm).arns().environment(environment.name()))
                .unmanagedvCpus(asked.unmanagedvCpus())
                .ecsClusterArn(new Arns(realm).cluster(environment.cluster()))
                .tags(environment.tags())
                .type(asked.type())
                .state(asked.state())
                .status(healthy ? environment.status().name() : "INVALID")
                .statusReason(reason(environment, healthy))
                .computeResources(asked.computeResources().map(resources -> actual(realm, environment, resources)))
                .serviceRole(asked.serviceRole())
                .updatePolicy(Optional.of(environment.updatePolicy()).filter(DescribeComputeEnvironments::given))
                .containerOrchestrationType("ECS")
                .uuid(environment.uuid())
                .context(asked.context())
                .ecsSettings(asked.ecsSettings())
                .build();
    }

    private static Optional<String> reason(ComputeEnvironment environment, boolean healthy) {
        if (!healthy) {
            return Optional.of("CLIENT_ERROR - The cluster " + environment.cluster() + " is gone.");
        }
        return environment.status() == ComputeEnvironment.Status.VALID
                ? Optional.of("ComputeEnvironment Healthy")
                : Optional.empty();
    }

    private ComputeResource actual(AccountRegion realm, ComputeEnvironment environment, ComputeResource resources) {
        return EnvironmentRules.onInstances(resources.type())
                ? resources.toBuilder().desiredvCpus(clusters.vcpus(realm, environment)).build()
                : resources;
    }

    private static boolean given(UpdatePolicy policy) {
        return policy.terminateJobsOnUpdate().isPresent();
    }
}
