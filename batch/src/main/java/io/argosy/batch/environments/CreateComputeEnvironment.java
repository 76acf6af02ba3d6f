package io.argosy.batch.environments;

import io.argosy.batch.resources.BatchArns;
import io.argosy.batch.resources.BatchErrors;
import io.argosy.batch.resources.BatchNames;
import io.argosy.batch.resources.BatchPermissions;
import io.argosy.batch.resources.BatchState;
import io.argosy.batch.resources.BatchStore;
import io.argosy.batch.resources.ComputeEnvironment;
import io.argosy.batch.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.model.Ids;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.CreateComputeEnvironmentResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
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
        return Stream.concat(
                        BatchPermissions.making("CreateComputeEnvironment", arn, request.tags()).stream(),
                        BatchPermissions.passing(request.serviceRole(), "batch.amazonaws.com"))
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

    private ComputeEnvironment made(
            AccountTransaction tx, BatchState state, CreateComputeEnvironmentRequest request) {
        String name = request.computeEnvironmentName();
        if (state.environment(name).isPresent()) {
            throw BatchErrors.plain("Object already exists");
        }
        BatchStore.requireRoom(state.environments().size(), "compute environments");
        var environment = new ComputeEnvironment(
                name,
                Ids.dashed(ids.get()),
                new ClusterName("AWSBatch-" + name + "-" + Ids.dashed(ids.get())),
                EnvironmentForm.complete(request, state.arns()),
                EnvironmentForm.usualPolicy(request),
                ComputeEnvironment.Status.CREATING,
                ResourceTags.given(request.tags()),
                tx.now());
        tx.add(environment);
        return environment;
    }
}
