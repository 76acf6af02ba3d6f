package io.argosy.access.operations;

import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListRolesRequest;
import io.argosy.shapes.iam.ListRolesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListRoles`: those under a path, by name.
final class ListRoles implements Operation<ListRolesRequest, ListRolesResponse> {
    private final Identities identities;

    ListRoles(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListRolesRequest, ListRolesResponse> model() {
        return Iam.LIST_ROLES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRolesRequest request) {
        return identities.onAll("iam:ListRoles", "role", request.pathPrefix());
    }

    @Override
    public ListRolesResponse handle(Caller caller, ListRolesRequest request) {
        String path = request.pathPrefix().orElse("/");
        var page = IamPage.of(
                identities.read().roles().values().stream()
                        .filter(role -> role.path().startsWith(path))
                        .toList(),
                Role::name,
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListRolesResponse.builder()
                .roles(page.items().stream()
                        .map(role -> IamShapes.role(role, identities.account()))
                        .toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
