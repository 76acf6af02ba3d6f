package io.argosy.jobqueues.environments;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ComputeEnvironmentDetail;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.DescribeComputeEnvironmentsRequest;
import io.argosy.shapes.batch.DescribeComputeEnvironmentsResponse;
import io.argosy.shapes.batch.UpdatePolicy;
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
        BatchState state = store.read(caller);
        List<String> names = request.computeEnvironments().orElse(List.of());
        BatchPages.requireOne(caller, "ComputeEnvironments", names, request.maxResults());
        Page<ComputeEnvironment> page = BatchPages.namedOrAll(
                names,
                state::environment,
                () -> BatchPages.page(
                        Listing.of(ComputeEnvironment::name, state.environments()::after),
                        PageTokens.of(caller.realm(), request),
                        request.maxResults(),
                        request.nextToken()));
        return DescribeComputeEnvironmentsResponse.builder()
                .computeEnvironments(page.items().stream()
                        .map(environment -> shown(state, environment))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private ComputeEnvironmentDetail shown(BatchState state, ComputeEnvironment environment) {
        CreateComputeEnvironmentRequest asked = environment.configuration();
        boolean healthy = environment.status() != ComputeEnvironment.Status.VALID || state.healthy(environment);
        return ComputeEnvironmentDetail.builder()
                .computeEnvironmentName(environment.name())
                .computeEnvironmentArn(state.arns().environment(environment.name()))
                .unmanagedvCpus(asked.unmanagedvCpus())
                .ecsClusterArn(new Arns(state.realm()).cluster(environment.cluster()))
                .tags(environment.tags())
                .type(asked.type())
                .state(asked.state())
                .status(healthy ? environment.status().name() : "INVALID")
                .statusReason(reason(environment, healthy))
                .computeResources(
                        asked.computeResources().map(resources -> actual(state.realm(), environment, resources)))
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
                ? resources.toBuilder()
                        .desiredvCpus(clusters.vcpus(realm, environment))
                        .build()
                : resources;
    }

    private static boolean given(UpdatePolicy policy) {
        return policy.terminateJobsOnUpdate().isPresent();
    }
}
