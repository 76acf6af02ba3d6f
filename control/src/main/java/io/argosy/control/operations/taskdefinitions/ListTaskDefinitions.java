package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionsRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionsResponse;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `ListTaskDefinitions`: ARNs of one status, by family and then by number; `familyPrefix` is a whole family name.
public final class ListTaskDefinitions implements Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> {
    private static final List<String> STATUSES = List.of("ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS");

    private final Clusters clusters;

    ListTaskDefinitions(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> model() {
        return Ecs.LIST_TASK_DEFINITIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTaskDefinitionsRequest request) {
        return List.of(Permission.on("ecs:ListTaskDefinitions"));
    }

    @Override
    public ListTaskDefinitionsResponse handle(Caller caller, ListTaskDefinitionsRequest request) {
        String status = oneOf("status", request.status().orElse("ACTIVE"), STATUSES);
        boolean descending = oneOf("sort", request.sort().orElse("ASC"), List.of("ASC", "DESC"))
                .equals("DESC");
        AccountState account = clusters.account(caller.realm()).read();
        String family = request.familyPrefix()
                .filter(given -> !given.isEmpty())
                .map(given -> given + " ")
                .orElse("");
        Page<TaskDefinition> page = Pages.page(
                Listing.of(
                        definition -> RevisionOrder.key(definition.id(), descending),
                        key -> behind(key, account.table(TaskDefinition.KIND), status, family, descending)),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        var arns = new Arns(caller.realm());
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items().stream()
                        .map(definition -> arns.taskDefinition(definition.id()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<TaskDefinition> behind(
            String key, Table<TaskDefinition> definitions, String status, String family, boolean descending) {
        String prefix = status + "/" + family;
        String word = status + "/" + RevisionOrder.ascending(key, descending);
        if (key.isEmpty()) {
            word = descending ? prefix + Character.MAX_VALUE : prefix;
        }
        return descending
                ? definitions.before(TaskDefinition.BY_STATUS, prefix, word)
                : definitions.after(TaskDefinition.BY_STATUS, prefix, word);
    }

    static String oneOf(String field, String value, List<String> choices) {
        if (!choices.contains(value)) {
            throw ApiError.invalidParameter(field + " should be one of [" + String.join(",", choices) + "]")
                    .thrown();
        }
        return value;
    }
}
