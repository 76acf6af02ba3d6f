package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.AccessKeyMetadata;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListAccessKeysRequest;
import io.argosy.shapes.iam.ListAccessKeysResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListAccessKeys`: the keys of a user, without their secrets.
final class ListAccessKeys implements Operation<ListAccessKeysRequest, ListAccessKeysResponse> {
    private final Identities identities;

    ListAccessKeys(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListAccessKeysRequest, ListAccessKeysResponse> model() {
        return Iam.LIST_ACCESS_KEYS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAccessKeysRequest request) {
        return identities.onUserOr("iam:ListAccessKeys", caller, request.userName());
    }

    @Override
    public ListAccessKeysResponse handle(Caller caller, ListAccessKeysRequest request) {
        AccessState state = identities.read();
        User user = Identities.user(state, identities.userOr(caller, request.userName()));
        var page = IamPage.of(
                state.keysOf(user.name()),
                UserKey::id,
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(
                        page.items().stream().map(ListAccessKeys::metadata).toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static AccessKeyMetadata metadata(UserKey key) {
        return AccessKeyMetadata.builder()
                .userName(key.user())
                .accessKeyId(key.id())
                .status(key.status())
                .createDate(key.createdAt())
                .build();
    }
}
