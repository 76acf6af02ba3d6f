package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskSet;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.DeleteServiceResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;

/// `DeleteService`: the service wants nothing any more, and is DRAINING until the scheduler has stopped its tasks
/// (ecs-semantics 7.1, 7.5).
public final class DeleteService implements Operation<DeleteServiceRequest, DeleteServiceResponse> {
    private final Clusters clusters;

    DeleteService(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteServiceRequest, DeleteServiceResponse> model() {
        return Ecs.DELETE_SERVICE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteServiceRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.inCluster("ecs:DeleteService", requested.service(request.service())));
    }

    @Override
    public DeleteServiceResponse handle(Caller caller, DeleteServiceRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ServiceName name = References.service(request.service(), scope);
        boolean force = request.force().orElse(false);
        ClusterState after = scope.store().write(tx -> {
            Service service = FindService.known(tx, name);
            switch (service.status()) {
                case ACTIVE -> delete(tx, service, force);
                case DRAINING -> {}
                case INACTIVE -> throw FindService.unknown();
            }
            return tx.state();
        });
        return DeleteServiceResponse.builder()
                .service(ServiceShape.of(after.service(name).orElseThrow(), scope, after, false))
                .build();
    }

    private static void delete(Transaction tx, Service service, boolean force) {
        if (service.desiredCount() > 0 && !service.daemon() && !force) {
            throw ServiceRules.invalid("The service cannot be stopped while it is scaled above 0.");
        }
        boolean deploys = service.deployments().size() > 1
                || !tx.state().taskSetsOf(service.name()).isEmpty();
        if (deploys && !force) {
            throw ServiceRules.invalid("The service cannot be stopped while deployments are active.");
        }
        boolean empty = tx.state().liveOf(service.name()).isEmpty();
        tx.update(empty ? gone(service, tx.now()) : leaving(service, tx.now()));
        for (TaskSet set : List.copyOf(tx.state().taskSetsOf(service.name()))) {
            tx.update(set.with(TaskSet.Status.DRAINING, tx.now()));
        }
        if (empty) {
            List.copyOf(tx.state().taskSetsOf(service.name())).forEach(tx::remove);
            ServiceHistory.end(tx, service.name());
        }
    }

    private static Service gone(Service service, Instant now) {
        return service.desiring(0, now).with(List.of(), now).with(Service.Status.INACTIVE, now);
    }

    private static Service leaving(Service service, Instant now) {
        var desiringNothing = service.deployments().stream()
                .map(deployment -> deployment.desiring(0, now))
                .toList();
        return service.desiring(0, now).with(desiringNothing, now).with(Service.Status.DRAINING, now);
    }
}
