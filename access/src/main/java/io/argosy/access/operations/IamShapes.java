package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.User;
import io.argosy.shapes.iam.AttachedPolicy;
import io.argosy.shapes.iam.Policy;
import io.argosy.shapes.iam.Tag;
import io.argosy.shapes.sts.Credentials;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What the room keeps, as IAM and STS show it.
final class IamShapes {
    static final String ONLY_VERSION = "v1";
    private static final int MOST_TAGS = 50;

    private IamShapes() {}

    static io.argosy.shapes.iam.User user(User user, String account) {
        return io.argosy.shapes.iam.User.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn(account))
                .createDate(user.createdAt())
                .tags(filled(user.tags()))
                .build();
    }

    static io.argosy.shapes.iam.Role role(Role role, String account) {
        return io.argosy.shapes.iam.Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn(account))
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(Documents.written(role.trust()))
                .description(Optional.of(role.settings().description()).filter(text -> !text.isEmpty()))
                .maxSessionDuration(role.settings().maxSessionSeconds())
                .tags(filled(role.tags()))
                .build();
    }

    static Policy policy(ManagedPolicy policy, AccessState state) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(ONLY_VERSION)
                .attachmentCount(state.attachments(policy.arn()))
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .description(Optional.of(policy.description()).filter(text -> !text.isEmpty()))
                .createDate(policy.createdAt())
                .updateDate(policy.createdAt())
                .tags(filled(policy.tags()))
                .build();
    }

    static AttachedPolicy attached(String arn) {
        return AttachedPolicy.builder()
                .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                .policyArn(arn)
                .build();
    }

    /// Those of the ARNs whose path begins so.
    static List<String> under(Collection<String> arns, Optional<String> path) {
        return arns.stream()
                .filter(arn -> arn.substring(arn.indexOf('/')).startsWith(path.orElse("/")))
                .toList();
    }

    static Credentials credentials(TemporaryKey key) {
        return Credentials.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .sessionToken(key.token())
                .expiration(key.expiresAt())
                .build();
    }

    private static Optional<List<Tag>> filled(List<Tag> tags) {
        return Optional.of(tags).filter(some -> !some.isEmpty());
    }

    static List<Tag> checked(List<Tag> tags) {
        var seen = new HashSet<String>();
        if (!tags.stream().allMatch(tag -> seen.add(tag.key().toLowerCase(java.util.Locale.ROOT)))) {
            throw IamErrors.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
                    .thrown();
        }
        if (tags.size() > MOST_TAGS) {
            throw IamErrors.limit("The number of tags has reached the maximum limit.")
                    .thrown();
        }
        return tags;
    }
}
