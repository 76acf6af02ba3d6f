package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
import io.argosy.control.ServiceEventLog;
import io.argosy.control.Tags;
import io.argosy.control.TaskDefinitions;
import io.argosy.launches.Fargate;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.Names;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinition;
import io.argosy.planning.DaemonHosts;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.CreateServiceResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `CreateService`: records what should run; the scheduler brings it about. Repeating it changes nothing
/// (ecs-semantics 1.7, 7.1, 7.2).
public final class CreateService implements Operation<CreateServiceRequest, CreateServiceResponse> {
    private final Clusters clusters;
    private final ServiceTokens tokens;
    private final Fargate fargate;
    private final Supplier<String> ids;

    CreateService(Clusters clusters, ServiceTokens tokens, Fargate fargate, Supplier<String> ids) {
        this.clusters = clusters;
        this.tokens = tokens;
        this.fargate = fargate;
        this.ids = ids;
    }

    @Override
    public OperationModel<CreateServiceRequest, CreateServiceResponse> model() {
        return Ecs.CREATE_SERVICE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateServiceRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        String service = requested.newService(request.serviceName());
        Permission create = requested.running(
                request.taskDefinition(),
                clusters.account(caller.realm()).read(),
                requested.inCluster("ecs:CreateService", service));
        return RequestedTags.making(create, service, request.tags());
    }

    @Override
    public CreateServiceResponse handle(Caller caller, CreateServiceRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ServiceName name = name(request);
        Optional<String> token = ServiceTokens.checked(request.clientToken());
        Optional<TaskDefinition> definition = ExternalRules.external(request)
                ? Optional.empty()
                : Optional.of(TaskDefinitions.active(
                        scope.account(), request.taskDefinition().orElse("")));
        CreateServiceRequest asked =
                definition.map(found -> checked(request, found, scope)).orElseGet(() -> checkedExternal(request));
        Tags.given(asked.tags().orElse(List.of()));
        ClusterState after = scope.store().write(tx -> {
            if (tokens.madeBefore(token, asked, tx).isEmpty()) {
                createUnlessThere(tx, fresh(caller, name, asked, definition, scope, tx), ids);
                tokens.remember(token, asked, tx);
            }
            return tx.state();
        });
        return CreateServiceResponse.builder()
                .service(ServiceShape.of(after.service(name).orElseThrow(), scope, after, false))
                .build();
    }

    private CreateServiceRequest checked(CreateServiceRequest request, TaskDefinition definition, ClusterScope scope) {
        CreateServiceRequest asked = ServiceConfiguration.complete(onDefault(request, scope.cluster()).toBuilder()
                .taskDefinition(scope.arns().taskDefinition(definition.id()))
                .build());
        ServiceRules.check(asked, definition, fargate, scope.providers());
        return asked;
    }

    private static CreateServiceRequest checkedExternal(CreateServiceRequest request) {
        ExternalRules.check(request);
        CreateServiceRequest asked = ServiceConfiguration.complete(request);
        ServiceRules.checkExternal(asked);
        return asked;
    }

    /// One that says nothing of where it runs has the default strategy of its cluster, if there is one.
    private static CreateServiceRequest onDefault(CreateServiceRequest request, Cluster cluster) {
        boolean says = request.launchType().isPresent()
                || DaemonRules.daemon(request)
                || !request.capacityProviderStrategy().orElse(List.of()).isEmpty();
        return says
                ? request
                : request.toBuilder()
                        .capacityProviderStrategy(cluster.defaultStrategy())
                        .build();
    }

    private static ServiceName name(CreateServiceRequest request) {
        if (!Names.valid(request.serviceName())) {
            throw ServiceRules.invalid("Service name must be 1 to 255 letters, numbers, hyphens and underscores: "
                    + request.serviceName());
        }
        return new ServiceName(request.serviceName());
    }

    private Service fresh(
            Caller caller,
            ServiceName name,
            CreateServiceRequest asked,
            Optional<TaskDefinition> definition,
            ClusterScope scope,
            Transaction tx) {
        var service = new Service(
                name,
                Service.Status.ACTIVE,
                asked.desiredCount().orElse(0),
                asked,
                definition
                        .map(found -> NewDeployment.before(List.of(), found.id(), ids.get(), tx.now()))
                        .orElse(List.of()),
                caller.principalArn(),
                tx.now(),
                tx.now());
        return service.daemon()
                ? service.desiring(instances(service, definition.orElseThrow(), scope, tx.state()), tx.now())
                : service;
    }

    /// A waiter that looks before the scheduler does must see that a daemon's tasks are missing.
    private static int instances(Service daemon, TaskDefinition definition, ClusterScope scope, ClusterState state) {
        LaunchRequest launch =
                LaunchRequest.ofService(scope, daemon, daemon.primary().orElseThrow(), definition, List.of());
        return DaemonHosts.count(PreparedLaunch.of(launch).demand(), state.loads());
    }

    private static void createUnlessThere(Transaction tx, Service fresh, Supplier<String> ids) {
        Optional<Service> there = tx.state().service(fresh.name());
        switch (there.map(Service::status).orElse(Service.Status.INACTIVE)) {
            case ACTIVE -> {
                if (!ServiceConfiguration.complete(there.orElseThrow().configuration())
                        .equals(fresh.configuration())) {
                    throw ServiceRules.invalid("Creation of service was not idempotent.");
                }
            }
            case DRAINING -> throw ServiceRules.invalid("Unable to Start a service that is still Draining.");
            case INACTIVE -> {
                if (live(tx) >= ServiceRules.MOST) {
                    throw ServiceRules.invalid("The cluster has the most services it can have: " + ServiceRules.MOST);
                }
                ServiceEventLog.clear(tx, fresh.name());
                ServiceHistory.clear(tx, fresh.name());
                tx.addOrUpdate(fresh);
                List.copyOf(tx.state().taskSetsOf(fresh.name())).forEach(tx::remove);
                if (!fresh.external()) {
                    ServiceHistory.begin(tx, fresh, ids.get());
                }
            }
        }
    }

    /// Deleted services are remembered for a while and take no place.
    private static long live(Transaction tx) {
        return tx.state().services().stream()
                .filter(service -> service.status() != Service.Status.INACTIVE)
                .count();
    }
}
