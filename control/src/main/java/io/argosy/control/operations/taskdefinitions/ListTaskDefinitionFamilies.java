package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesResponse;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTaskDefinitionFamilies`: names of families that begin with a prefix, and have an ACTIVE revision or none.
public final class ListTaskDefinitionFamilies
        implements Operation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> {
    private final Clusters clusters;

    ListTaskDefinitionFamilies(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> model() {
        return Ecs.LIST_TASK_DEFINITION_FAMILIES;
    }

    @Override
    public Permission permission(ListTaskDefinitionFamiliesRequest request) {
        return Permission.on("ecs:ListTaskDefinitionFamilies");
    }

    @Override
    public ListTaskDefinitionFamiliesResponse handle(Caller caller, ListTaskDefinitionFamiliesRequest request) {
        String status = ListTaskDefinitions.oneOf(
                "status", request.status().orElse("ALL"), List.of("ACTIVE", "INACTIVE", "ALL"));
        String prefix = request.familyPrefix().orElse("");
        AccountState account = clusters.account(caller.realm()).read();
        List<String> all = account.families().stream()
                .map(TaskDefinitionFamily::family)
                .filter(family -> family.startsWith(prefix))
                .filter(family -> !account.revisionsOf(family).isEmpty())
                .filter(family -> status.equals("ALL") || status.equals("ACTIVE") == active(account, family))
                .toList();
        Page<String> page =
                Pages.page(all, family -> family, Pages.Size.HUNDRED, request.maxResults(), request.nextToken());
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean active(AccountState account, String family) {
        return account.revisionsOf(family).stream().anyMatch(TaskDefinition::active);
    }
}
