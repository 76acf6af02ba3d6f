package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesResponse;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

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
        Page<TaskDefinitionFamily> page = Pages.page(
                Listing.of(TaskDefinitionFamily::key, (String key) -> beginning(prefix, key, account))
                        .where(family -> listed(account, family.family(), status)),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(
                        page.items().stream().map(TaskDefinitionFamily::family).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<TaskDefinitionFamily> beginning(String prefix, String key, AccountState account) {
        Table<TaskDefinitionFamily> families = account.table(TaskDefinitionFamily.KIND);
        Stream<TaskDefinitionFamily> first = key.compareTo(prefix) < 0 ? families.get(prefix).stream() : Stream.empty();
        return Stream.concat(first, families.after(key.compareTo(prefix) < 0 ? prefix : key))
                .takeWhile(family -> family.family().startsWith(prefix));
    }

    /// A family whose revisions are all deleted is no longer listed.
    private static boolean listed(AccountState account, String family, String status) {
        boolean active = account.hasActiveRevisions(family);
        return account.hasRevisions(family)
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
