package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListRoleTagsRequest;
import io.argosy.shapes.iam.ListRoleTagsResponse;
import io.argosy.shapes.iam.Tag;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListRoleTags`: the tags of a role, by key.
final class ListRoleTags implements Operation<ListRoleTagsRequest, ListRoleTagsResponse> {
    private final Identities identities;

    ListRoleTags(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListRoleTagsRequest, ListRoleTagsResponse> model() {
        return Iam.LIST_ROLE_TAGS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRoleTagsRequest request) {
        return identities.onRole("iam:ListRoleTags", request.roleName());
    }

    @Override
    public ListRoleTagsResponse handle(Caller caller, ListRoleTagsRequest request) {
        var page = IamPage.of(
                identities.role(request.roleName()).tags(),
                Tag::key,
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
