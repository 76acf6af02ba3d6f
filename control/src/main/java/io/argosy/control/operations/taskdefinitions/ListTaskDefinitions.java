package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionsRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionsResponse;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// `ListTaskDefinitions`: revisions by family and number; `familyPrefix` is a whole family name (ecs-semantics 4.7).
public final class ListTaskDefinitions implements Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> {
    private static final Set<String> STATUSES = Set.of("ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS");

    private final Clusters clusters;

    public ListTaskDefinitions(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> model() {
        return Ecs.LIST_TASK_DEFINITIONS;
    }

    @Override
    public Permission permission(ListTaskDefinitionsRequest request) {
        return Permission.on("ecs:ListTaskDefinitions");
    }

    @Override
    public ListTaskDefinitionsResponse handle(Caller caller, ListTaskDefinitionsRequest request) {
        String status = request.status().orElse("ACTIVE");
        String sort = request.sort().orElse("ASC");
        if (!STATUSES.contains(status)) {
            throw ApiError.invalidParameter("status should be one of [ACTIVE,INACTIVE,DELETE_IN_PROGRESS]")
                    .thrown();
        }
        if (!sort.equals("ASC") && !sort.equals("DESC")) {
            throw ApiError.invalidParameter("sort should be one of [ASC,DESC]").thrown();
        }
        var arns = new Arns(caller.realm());
        List<String> all = families(clusters.account(caller.realm()).read(), request.familyPrefix())
                .filter(definition -> definition.content().status().orElse("").equals(status))
                .map(definition -> arns.taskDefinition(definition.id()))
                .toList();
        List<String> ordered = sort.equals("DESC") ? all.reversed() : all;
        Page<String> page =
                Pages.page(ordered, arn -> arn, Pages.Size.HUNDRED, request.maxResults(), request.nextToken());
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<io.argosy.model.TaskDefinition> families(AccountState account, Optional<String> family) {
        Stream<String> names = family.map(Stream::of)
                .orElseGet(() -> account.families().stream().map(TaskDefinitionFamily::family));
        return names.flatMap(name -> account.revisionsOf(name).stream());
    }
}
