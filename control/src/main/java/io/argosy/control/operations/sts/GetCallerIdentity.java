package io.argosy.control.operations.sts;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.sts.GetCallerIdentityRequest;
import io.argosy.shapes.sts.GetCallerIdentityResponse;
import io.argosy.shapes.sts.Sts;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `sts:GetCallerIdentity`: who the caller's key belongs to. The root of an account is its own user id.
public final class GetCallerIdentity implements Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> {
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
        String account = caller.realm().account();
        return GetCallerIdentityResponse.builder()
                .userId(caller.root() ? account : caller.accessKeyId())
                .account(account)
                .arn(caller.principalArn())
                .build();
    }
}
