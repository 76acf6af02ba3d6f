package io.argosy.access.operations;

import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListUsersRequest;
import io.argosy.shapes.iam.ListUsersResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListUsers`: those under a path, by name.
final class ListUsers implements Operation<ListUsersRequest, ListUsersResponse> {
    private final Identities identities;

    ListUsers(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListUsersRequest, ListUsersResponse> model() {
        return Iam.LIST_USERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListUsersRequest request) {
        return identities.onAll("iam:ListUsers", "user", request.pathPrefix());
    }

    @Override
    public ListUsersResponse handle(Caller caller, ListUsersRequest request) {
        String path = request.pathPrefix().orElse("/");
        var page = IamPage.of(
                identities.read().users().values().stream()
                        .filter(user -> user.path().startsWith(path))
                        .toList(),
                User::name,
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListUsersResponse.builder()
                .users(page.items().stream()
                        .map(user -> IamShapes.user(user, identities.account()))
                        .toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
