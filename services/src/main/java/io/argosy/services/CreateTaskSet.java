package io.argosy.services;

import io.argosy.control.ClientTokens;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
import io.argosy.control.Tags;
import io.argosy.control.TaskDefinitions;
import io.argosy.launches.Fargate;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ClientToken;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskSet;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.shapes.ecs.CreateTaskSetResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `CreateTaskSet`: tasks of one definition for a service whose roll-outs somebody else controls, a share of what it
/// wants (ecs-semantics 7.17). A repeat under the same token gets the set of the first time.
public final class CreateTaskSet implements Operation<CreateTaskSetRequest, CreateTaskSetResponse> {
    private final Clusters clusters;
    private final ClientTokens tokens;
    private final Fargate fargate;
    private final Supplier<String> ids;

    CreateTaskSet(Clusters clusters, Duration tokens, Fargate fargate, Supplier<String> ids) {
        this.clusters = clusters;
        this.tokens = new ClientTokens("CreateTaskSet", tokens);
        this.fargate = fargate;
        this.ids = ids;
    }

    @Override
    public OperationModel<CreateTaskSetRequest, CreateTaskSetResponse> model() {
        return Ecs.CREATE_TASK_SET;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateTaskSetRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        String set = requested.newTaskSet(request.service());
        Permission create = requested.running(
                Optional.of(request.taskDefinition()),
                clusters.account(caller.realm()).read(),
                requested
                        .inCluster("ecs:CreateTaskSet", set)
                        .with("ecs:service", requested.service(request.service())));
        return RequestedTags.making(create, set, request.tags());
    }

    @Override
    public CreateTaskSetResponse handle(Caller caller, CreateTaskSetRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        ServiceName name = References.service(request.service(), scope);
        Optional<String> token = ServiceTokens.checked(request.clientToken());
        TaskDefinition definition = TaskDefinitions.active(scope.account(), request.taskDefinition());
        CreateTaskSetRequest asked = TaskSetRules.complete(request, definition, scope);
        Tags.given(asked.tags().orElse(List.of()));
        TaskSet made = scope.store().write(tx -> {
            Service service = ExternalRules.active(tx, name);
            TaskSetRules.check(service, asked, definition, fargate, scope);
            return token.flatMap(text -> madeBefore(text, asked, service, tx)).orElseGet(() -> {
                TaskSet fresh = added(service, asked, definition, tx);
                token.ifPresent(text -> tokens.remember(
                        tx, text, asked, List.of(String.valueOf(fresh.id().number()))));
                return fresh;
            });
        });
        ClusterState after = scope.store().read();
        return CreateTaskSetResponse.builder()
                .taskSet(TaskSetShape.of(made, after.service(name).orElseThrow(), scope, after, true))
                .build();
    }

    private Optional<TaskSet> madeBefore(String token, CreateTaskSetRequest asked, Service service, Transaction tx) {
        Optional<ClientToken> known = tokens.known(tx.state(), token, tx.now());
        if (known.filter(before -> !ClientTokens.same(before, asked)).isPresent()) {
            throw ServiceRules.invalid("Creation of task set was not idempotent.");
        }
        return known.stream()
                .flatMap(before -> before.results().stream())
                .flatMap(
                        number -> tx.state().taskSet(service.name(), new DeploymentId(Long.parseLong(number))).stream())
                .findFirst();
    }

    private TaskSet added(Service service, CreateTaskSetRequest asked, TaskDefinition definition, Transaction tx) {
        if (tx.state().taskSetsOf(service.name()).size() >= TaskSet.MOST) {
            throw new ApiError("LimitExceededException", "A service has at most " + TaskSet.MOST + " task sets.")
                    .thrown();
        }
        var fresh = new TaskSet(
                service.name(),
                new DeploymentId(NewDeployment.number(ids.get())),
                definition.id(),
                TaskSet.Status.ACTIVE,
                asked,
                new TaskSet.Stability(false, tx.now()),
                tx.now(),
                tx.now());
        tx.add(fresh);
        return fresh;
    }
}
