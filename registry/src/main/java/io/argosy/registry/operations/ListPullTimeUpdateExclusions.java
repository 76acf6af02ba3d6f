package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.images.PullTimeExclusion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ListPullTimeUpdateExclusionsRequest;
import io.argosy.shapes.ecr.ListPullTimeUpdateExclusionsResponse;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListPullTimeUpdateExclusions`: whose pulls do not count as use.
public final class ListPullTimeUpdateExclusions
        implements Operation<ListPullTimeUpdateExclusionsRequest, ListPullTimeUpdateExclusionsResponse> {
    private final Stores stores;

    public ListPullTimeUpdateExclusions(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<ListPullTimeUpdateExclusionsRequest, ListPullTimeUpdateExclusionsResponse> model() {
        return Ecr.LIST_PULL_TIME_UPDATE_EXCLUSIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListPullTimeUpdateExclusionsRequest request) {
        return List.of(Permission.on("ecr:ListPullTimeUpdateExclusions"));
    }

    @Override
    public ListPullTimeUpdateExclusionsResponse handle(Caller caller, ListPullTimeUpdateExclusionsRequest request) {
        List<String> arns = stores.account(caller.realm()).read().table(PullTimeExclusion.KIND).values().stream()
                .map(PullTimeExclusion::principalArn)
                .sorted()
                .toList();
        Page<String> page = Page.of(
                arns, arn -> arn, PageTokens.of(caller.realm(), request), request.maxResults(), request.nextToken());
        return ListPullTimeUpdateExclusionsResponse.builder()
                .pullTimeUpdateExclusions(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
