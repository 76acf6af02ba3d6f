package io.argosy.access.operations;

import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetUserRequest;
import io.argosy.shapes.iam.GetUserResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;

/// `GetUser`: a user, or the one who asks.
final class GetUser implements Operation<GetUserRequest, GetUserResponse> {
    private final Identities identities;

    GetUser(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetUserRequest, GetUserResponse> model() {
        return Iam.GET_USER;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetUserRequest request) {
        return identities.onUserOr("iam:GetUser", caller, request.userName());
    }

    @Override
    public GetUserResponse handle(Caller caller, GetUserRequest request) {
        if (request.userName().isEmpty() && caller.root()) {
            return GetUserResponse.builder().user(root(caller)).build();
        }
        User user = identities.user(identities.userOr(caller, request.userName()));
        return GetUserResponse.builder()
                .user(IamShapes.user(user, identities.account()))
                .build();
    }

    /// The account's own key is shown as a user that has the account's number for a name.
    private static io.argosy.shapes.iam.User root(Caller caller) {
        String account = caller.realm().account();
        return io.argosy.shapes.iam.User.builder()
                .path("/")
                .userName(account)
                .userId(account)
                .arn(caller.principalArn())
                .createDate(Instant.EPOCH)
                .build();
    }
}
