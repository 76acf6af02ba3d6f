package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListEntitiesForPolicyRequest;
import io.argosy.shapes.iam.ListEntitiesForPolicyResponse;
import io.argosy.shapes.iam.PolicyRole;
import io.argosy.shapes.iam.PolicyUser;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.Collection;
import java.util.List;

/// `ListEntitiesForPolicy`: the users and roles that a policy is attached to, all at once.
final class ListEntitiesForPolicy implements Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> {
    private final Identities identities;

    ListEntitiesForPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> model() {
        return Iam.LIST_ENTITIES_FOR_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListEntitiesForPolicyRequest request) {
        return identities.onPolicy("iam:ListEntitiesForPolicy", request.policyArn());
    }

    @Override
    public ListEntitiesForPolicyResponse handle(Caller caller, ListEntitiesForPolicyRequest request) {
        AccessState state = identities.read();
        String arn = Identities.policy(state, request.policyArn()).arn();
        String filter = request.entityFilter().orElse("");
        String path = request.pathPrefix().orElse("/");
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(List.of())
                .policyUsers(
                        filter.equals("Role") || filter.equals("Group") ? List.of() : users(state.usersWith(arn), path))
                .policyRoles(
                        filter.equals("User") || filter.equals("Group") ? List.of() : roles(state.rolesWith(arn), path))
                .isTruncated(false)
                .build();
    }

    private static List<PolicyUser> users(Collection<User> users, String path) {
        return users.stream()
                .filter(user -> user.path().startsWith(path))
                .map(user -> PolicyUser.builder()
                        .userName(user.name())
                        .userId(user.id())
                        .build())
                .toList();
    }

    private static List<PolicyRole> roles(Collection<Role> roles, String path) {
        return roles.stream()
                .filter(role -> role.path().startsWith(path))
                .map(role -> PolicyRole.builder()
                        .roleName(role.name())
                        .roleId(role.id())
                        .build())
                .toList();
    }
}
