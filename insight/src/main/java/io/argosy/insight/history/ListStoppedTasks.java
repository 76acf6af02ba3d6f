package io.argosy.insight.history;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.OwnTags;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskTimestamp;
import io.argosy.planning.RetryRule;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.ListStoppedTasksResponse;
import io.argosy.shapes.argosy.StoppedContainer;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.Container;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `ListStoppedTasks`: the tasks of a cluster that ended, the last first: those that `DescribeTasks` still knows, and
/// behind them those of the journal's history, as long as `tasks.keep-history` keeps it. A page may be empty and have a
/// token. A task that is forgotten between two pages may be in both.
public final class ListStoppedTasks implements Operation<ListStoppedTasksRequest, ListStoppedTasksResponse> {
    private static final int MOST = 100;

    private final Clusters clusters;

    public ListStoppedTasks(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListStoppedTasksRequest, ListStoppedTasksResponse> model() {
        return Argosy.LIST_STOPPED_TASKS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListStoppedTasksRequest request) {
        return List.of(Permission.on(
                "argosy:ListStoppedTasks",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ListStoppedTasksResponse handle(Caller caller, ListStoppedTasksRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        int limit = request.maxResults().orElse(MOST);
        if (limit < 1 || limit > MOST) {
            throw ApiError.invalidParameter("maxResults should be between 1 and " + MOST)
                    .thrown();
        }
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        var tasks = new StoppedTasks(scope.store(), task -> wanted(task, request, scope), request.since());
        StoppedTasks.Page page = tasks.page(from(tokens, request), limit);
        return ListStoppedTasksResponse.builder()
                .clusterArn(scope.arn())
                .tasks(page.tasks().stream().map(task -> shape(task, scope)).toList())
                .nextToken(page.next().map(place -> tokens.behind(place.toString())))
                .build();
    }

    private static StoppedTasks.Place from(PageTokens tokens, ListStoppedTasksRequest request) {
        return request.nextToken()
                .map(token -> tokens.key(token)
                        .flatMap(StoppedTasks.Place::parse)
                        .orElseThrow(
                                () -> ApiError.invalidParameter("Invalid token").thrown()))
                .orElse(StoppedTasks.Place.FIRST);
    }

    private static boolean wanted(Task task, ListStoppedTasksRequest request, ClusterScope scope) {
        return request.family()
                        .filter(family -> !task.definition().family().equals(family))
                        .isEmpty()
                && request.serviceName()
                        .filter(name -> !task.owner().group().equals("service:" + name))
                        .isEmpty()
                && request.startedBy()
                        .filter(who -> !task.owner().startedBy().equals(who))
                        .isEmpty()
                && request.task()
                        .filter(id -> !task.id().value().startsWith(id))
                        .isEmpty()
                && request.failed()
                        .filter(failed -> RetryRule.failed(task, definition(task, scope)) != failed)
                        .isEmpty();
    }

    private static Optional<TaskDefinition> definition(Task task, ClusterScope scope) {
        return scope.account().read().taskDefinition(task.definition());
    }

    private static StoppedTask shape(Task task, ClusterScope scope) {
        var shape = StoppedTask.builder()
                .taskArn(scope.arns().task(scope.name(), task.id()))
                .taskDefinitionArn(scope.arns().taskDefinition(task.definition()))
                .containerInstanceArn(task.placedOn().map(on -> scope.arns().containerInstance(scope.name(), on)))
                .group(task.owner().group())
                .startedBy(Optional.of(task.owner().startedBy()).filter(text -> !text.isEmpty()))
                .retryOf(OwnTags.value(task.tags(), OwnTags.RETRY_OF))
                .createdAt(task.timeline().at(TaskTimestamp.CREATED))
                .startedAt(task.timeline().at(TaskTimestamp.STARTED))
                .stoppedAt(task.timeline().at(TaskTimestamp.STOPPED))
                .failed(RetryRule.failed(task, definition(task, scope)))
                .containers(
                        task.containers().stream().map(ListStoppedTasks::shape).toList());
        task.ending().ifPresent(reason -> shape.stopCode(reason.code().text()).stoppedReason(reason.text()));
        return shape.build();
    }

    private static StoppedContainer shape(Container container) {
        return StoppedContainer.builder()
                .name(container.name())
                .runtimeId(container.runtimeId())
                .exitCode(container.exitCode())
                .reason(container.reason())
                .build();
    }
}
