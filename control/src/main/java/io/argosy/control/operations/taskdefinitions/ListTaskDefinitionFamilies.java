package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesResponse;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTaskDefinitionFamilies`: names that begin with a prefix; INACTIVE means no ACTIVE revision is left.
public final class ListTaskDefinitionFamilies
        implements Operation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> {
    private final Clusters clusters;

    public ListTaskDefinitionFamilies(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> model() {
        return Ecs.LIST_TASK_DEFINITION_FAMILIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTaskDefinitionFamiliesRequest request) {
        return List.of(Permission.on("ecs:ListTaskDefinitionFamilies"));
    }

    @Override
    public ListTaskDefinitionFamiliesResponse handle(Caller caller, ListTaskDefinitionFamiliesRequest request) {
        AccountState account = clusters.account(caller.realm()).read();
        String status = request.status().orElse("ALL");
        String prefix = request.familyPrefix().orElse("");
        List<String> names = account.families().stream()
                .map(TaskDefinitionFamily::family)
                .filter(name -> name.startsWith(prefix) && listed(account, name, status))
                .toList();
        Page<String> page = Pages.page(
                names,
                name -> name,
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /// A family whose revisions are all deleted is no longer listed.
    private static boolean listed(AccountState account, String family, String status) {
        var revisions = account.revisionsOf(family);
        boolean active = revisions.stream().anyMatch(TaskDefinition::active);
        return !revisions.isEmpty()
                && switch (status) {
                    case "ALL" -> true;
                    case "ACTIVE" -> active;
                    case "INACTIVE" -> !active;
                    default ->
                        throw ApiError.invalidParameter("status should be one of [ACTIVE,INACTIVE,ALL]")
                                .thrown();
                };
    }
}
