package io.argosy.access.operations;

import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.sts.GetSessionTokenRequest;
import io.argosy.shapes.sts.GetSessionTokenResponse;
import io.argosy.shapes.sts.Sts;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.util.List;

/// `GetSessionToken`: keys of the caller's own that end. It needs no permission.
final class GetSessionToken implements Operation<GetSessionTokenRequest, GetSessionTokenResponse> {
    private static final int HOUR = 3_600;
    private static final int TWELVE_HOURS = 43_200;

    private final Identities identities;
    private final IssuedKeys issued;

    GetSessionToken(Identities identities, IssuedKeys issued) {
        this.identities = identities;
        this.issued = issued;
    }

    @Override
    public OperationModel<GetSessionTokenRequest, GetSessionTokenResponse> model() {
        return Sts.GET_SESSION_TOKEN;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetSessionTokenRequest request) {
        return List.of();
    }

    @Override
    public GetSessionTokenResponse handle(Caller caller, GetSessionTokenRequest request) {
        IamErrors.requireNone("SerialNumber", request.serialNumber());
        int usual = caller.root() ? HOUR : TWELVE_HOURS;
        int asked = request.durationSeconds().orElse(usual);
        TemporaryKey key =
                issued.make(holder(caller), Duration.ofSeconds(caller.root() ? Math.min(asked, HOUR) : asked));
        return GetSessionTokenResponse.builder()
                .credentials(IamShapes.credentials(key))
                .build();
    }

    private Holder holder(Caller caller) {
        if (issued.temporary(caller.accessKeyId())) {
            throw IamErrors.denied("Cannot call GetSessionToken with session credentials")
                    .thrown();
        }
        if (caller.root()) {
            return new Holder.OfAccount();
        }
        User user = identities.user(identities.userOr(caller, java.util.Optional.empty()));
        return new Holder.OfUser(user.name(), user.id());
    }
}
