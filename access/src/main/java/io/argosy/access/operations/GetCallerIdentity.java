package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.sts.GetCallerIdentityRequest;
import io.argosy.shapes.sts.GetCallerIdentityResponse;
import io.argosy.shapes.sts.Sts;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetCallerIdentity`: who the caller's key belongs to. The root of an account is its own user id.
final class GetCallerIdentity implements Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> {
    private final Identities identities;

    GetCallerIdentity(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetCallerIdentityRequest, GetCallerIdentityResponse> model() {
        return Sts.GET_CALLER_IDENTITY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetCallerIdentityRequest request) {
        return List.of();
    }

    @Override
    public GetCallerIdentityResponse handle(Caller caller, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .userId(userId(caller))
                .account(caller.realm().account())
                .arn(caller.principalArn())
                .build();
    }

    private String userId(Caller caller) {
        AccessState state = identities.read();
        String[] parts = caller.principalArn().split("/");
        String name = parts[parts.length - 1];
        if (caller.root()) {
            return caller.realm().account();
        }
        return caller.principalArn().contains(":assumed-role/")
                ? state.role(parts[1]).map(Role::id).orElse(parts[1]) + ":" + name
                : state.user(name).map(User::id).orElse(caller.accessKeyId());
    }
}
