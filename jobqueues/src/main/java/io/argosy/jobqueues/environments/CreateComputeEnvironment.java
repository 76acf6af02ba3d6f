package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.model.Ids;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.CreateComputeEnvironmentResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `CreateComputeEnvironment`: an environment with a cluster of its own, VALID when this is answered.
final class CreateComputeEnvironment
        implements Operation<CreateComputeEnvironmentRequest, CreateComputeEnvironmentResponse> {
    private final BatchStore store;
    private final EnvironmentClusters clusters;
    private final Supplier<String> ids;

    CreateComputeEnvironment(BatchStore store, EnvironmentClusters clusters, Supplier<String> ids) {
        this.store = store;
        this.clusters = clusters;
        this.ids = ids;
    }

    @Override
    public OperationModel<CreateComputeEnvironmentRequest, CreateComputeEnvironmentResponse> model() {
        return Batch.CREATE_COMPUTE_ENVIRONMENT;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateComputeEnvironmentRequest request) {
        String arn = new BatchArns(caller.realm()).environment(request.computeEnvironmentName());
        return Stream.of(
                        BatchPermissions.making("CreateComputeEnvironment", arn, request.tags()).stream(),
                        EnvironmentPermissions.given(
                                caller.realm(),
                                arn,
                                request.serviceRole(),
                                request.computeResources()
                                        .flatMap(ComputeResource::capacityTags)
                                        .isPresent()),
                        shared(request).map(cluster -> sharing(caller, cluster)).stream())
                .flatMap(permissions -> permissions)
                .toList();
    }

    @Override
    public CreateComputeEnvironmentResponse handle(Caller caller, CreateComputeEnvironmentRequest request) {
        BatchNames.check(caller, "computeEnvironmentName", request.computeEnvironmentName());
        EnvironmentRules.check(caller, request);
        ComputeEnvironment made = store.write(caller.realm(), (tx, state) -> made(tx, state, request));
        clusters.make(caller.realm(), made);
        return CreateComputeEnvironmentResponse.builder()
                .computeEnvironmentName(made.name())
                .computeEnvironmentArn(new BatchArns(caller.realm()).environment(made.name()))
                .build();
    }

    private ComputeEnvironment made(AccountTransaction tx, BatchState state, CreateComputeEnvironmentRequest request) {
        String name = request.computeEnvironmentName();
        if (state.environment(name).isPresent()) {
            throw BatchErrors.plain("Object already exists");
        }
        BatchStore.requireRoom(state.environments().size(), "compute environments");
        var environment = new ComputeEnvironment(
                name,
                Ids.dashed(ids.get()),
                cluster(state, request),
                EnvironmentForm.complete(request, state.arns()),
                EnvironmentForm.usualPolicy(request),
                ComputeEnvironment.Status.CREATING,
                ResourceTags.given(request.tags()),
                tx.now());
        tx.add(environment);
        return environment;
    }

    private static Optional<String> shared(CreateComputeEnvironmentRequest request) {
        return request.tags().map(tags -> tags.get(ComputeEnvironment.CLUSTER));
    }

    /// Who brings jobs to a cluster of others needs what changes it.
    private static Permission sharing(Caller caller, String cluster) {
        return Permission.on(
                "ecs:UpdateCluster",
                "arn:aws:ecs:" + caller.realm().region() + ":" + caller.realm().account() + ":cluster/" + cluster);
    }

    private ClusterName cluster(BatchState state, CreateComputeEnvironmentRequest request) {
        return shared(request)
                .map(name -> EnvironmentClusters.shared(state, name))
                .orElseGet(
                        () -> ComputeEnvironment.ownCluster(request.computeEnvironmentName(), Ids.dashed(ids.get())));
    }
}
