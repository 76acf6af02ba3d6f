package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskDefinitions;
import io.argosy.launches.Fargate;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.shapes.ecs.UpdateServiceResponse;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `UpdateService`: changes what should run. Another task definition or network, or the caller's wish, starts a
/// deployment; the replaced ones stay listed until the scheduler has emptied them (ecs-semantics 7.4).
public final class UpdateService implements Operation<UpdateServiceRequest, UpdateServiceResponse> {
    private final Clusters clusters;
    private final Fargate fargate;
    private final Supplier<String> ids;

    UpdateService(Clusters clusters, Fargate fargate, Supplier<String> ids) {
        this.clusters = clusters;
        this.fargate = fargate;
        this.ids = ids;
    }

    @Override
    public OperationModel<UpdateServiceRequest, UpdateServiceResponse> model() {
        return Ecs.UPDATE_SERVICE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateServiceRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.running(
                request.taskDefinition(),
                clusters.account(caller.realm()).read(),
                requested.inCluster("ecs:UpdateService", requested.service(request.service()))));
    }

    @Override
    public UpdateServiceResponse handle(Caller caller, UpdateServiceRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ServiceName name = References.service(request.service(), scope);
        Optional<TaskDefinition> definition =
                request.taskDefinition().map(reference -> TaskDefinitions.active(scope.account(), reference));
        ClusterState after = scope.store().write(tx -> {
            update(tx, FindService.active(tx, name), request, scope, definition);
            return tx.state();
        });
        return UpdateServiceResponse.builder()
                .service(ServiceShape.of(after.service(name).orElseThrow(), scope, after, false))
                .build();
    }

    private void update(
            Transaction tx,
            Service before,
            UpdateServiceRequest request,
            ClusterScope scope,
            Optional<TaskDefinition> named) {
        if (before.external()) {
            updateExternal(tx, before, request);
            return;
        }
        TaskDefinition definition = named.orElseGet(() -> current(before, scope));
        CreateServiceRequest asked = ServiceConfiguration.merged(before.configuration(), request).toBuilder()
                .taskDefinition(scope.arns().taskDefinition(definition.id()))
                .build();
        if (ExternalRules.external(asked)) {
            throw UnsupportedFeatures.unsupported("another deploymentController");
        }
        ServiceRules.check(asked, definition, fargate, scope.providers());
        Service after = before;
        if (!asked.equals(before.configuration())) {
            after = after.with(asked, tx.now()).desiring(asked.desiredCount().orElse(before.desiredCount()), tx.now());
        }
        boolean forced = request.forceNewDeployment().orElse(false);
        boolean moved = !asked.networkConfiguration()
                        .equals(before.configuration().networkConfiguration())
                || !asked.platformVersion().equals(before.configuration().platformVersion());
        if (forced || moved || !definition.id().equals(runs(before))) {
            after = after.with(
                    NewDeployment.before(before.deployments(), definition.id(), ids.get(), tx.now()), tx.now());
        }
        if (!after.equals(before)) {
            ServiceHistory.adopt(tx, before, ids);
            tx.update(after);
        }
        if (!after.primary().map(Deployment::id).equals(before.primary().map(Deployment::id))) {
            ServiceHistory.begin(tx, after, ids.get());
        }
    }

    /// Of what its task sets are it says nothing, and nothing is deployed.
    private static void updateExternal(Transaction tx, Service before, UpdateServiceRequest request) {
        ExternalRules.check(request);
        CreateServiceRequest asked = ServiceConfiguration.merged(before.configuration(), request);
        ServiceRules.checkExternal(asked);
        if (!asked.equals(before.configuration())) {
            tx.update(before.with(asked, tx.now()).desiring(asked.desiredCount().orElseThrow(), tx.now()));
        }
    }

    private static TaskDefinition current(Service service, ClusterScope scope) {
        return scope.account()
                .read()
                .taskDefinition(runs(service))
                .orElseThrow(() ->
                        ApiError.client("Unable to describe task definition.").thrown());
    }

    private static TaskDefinitionId runs(Service active) {
        return active.primary().map(Deployment::definition).orElseThrow();
    }
}
