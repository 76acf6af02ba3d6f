package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListInstanceProfilesForRoleRequest;
import io.argosy.shapes.iam.ListInstanceProfilesForRoleResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListInstanceProfilesForRole`: none, as there are no instance profiles here; programs ask before they delete a role.
final class ListInstanceProfilesForRole
        implements Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> {
    private final Identities identities;

    ListInstanceProfilesForRole(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> model() {
        return Iam.LIST_INSTANCE_PROFILES_FOR_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListInstanceProfilesForRoleRequest request) {
        return identities.onRole("iam:ListInstanceProfilesForRole", request.roleName());
    }

    @Override
    public ListInstanceProfilesForRoleResponse handle(Caller caller, ListInstanceProfilesForRoleRequest request) {
        identities.role(request.roleName());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(List.of())
                .isTruncated(false)
                .build();
    }
}
