package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.Tag;
import io.argosy.shapes.iam.TagRoleRequest;
import io.argosy.shapes.iam.TagRoleResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `TagRole`: adds tags to a role, or changes them.
final class TagRole implements Operation<TagRoleRequest, TagRoleResponse> {
    private final Identities identities;

    TagRole(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<TagRoleRequest, TagRoleResponse> model() {
        return Iam.TAG_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagRoleRequest request) {
        return identities.onRole("iam:TagRole", request.roleName()).stream()
                .map(permission -> permission.withTags(
                        request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first))))
                .toList();
    }

    @Override
    public TagRoleResponse handle(Caller caller, TagRoleRequest request) {
        identities.write(tx -> {
            Role role = Identities.role(AccessState.of(tx.state()), request.roleName());
            List<String> keys = request.tags().stream().map(Tag::key).toList();
            tx.update(role.tagged(IamShapes.checked(Stream.concat(
                            role.tags().stream().filter(tag -> !keys.contains(tag.key())), request.tags().stream())
                    .toList())));
            return role;
        });
        return TagRoleResponse.builder().build();
    }
}
