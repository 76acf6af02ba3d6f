package io.argosy.access.operations;

import io.argosy.access.credentials.AccountAccess;
import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.credentials.RoleTrust;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.stream.Stream;

/// What is answered for IAM and STS.
public final class AccessOperations {
    private AccessOperations() {}

    public static List<Operation<?, ?>> all(AccountAccess access, KeyMaker keys, RoleTrust trust) {
        var identities = new Identities(access);
        return Stream.of(
                        users(identities, keys),
                        roles(identities, keys),
                        policies(identities, keys),
                        sessions(identities, trust, new IssuedKeys(access, keys)))
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
    }

    private static List<Operation<?, ?>> users(Identities identities, KeyMaker keys) {
        return List.of(
                new AttachUserPolicy(identities),
                new CreateAccessKey(identities, keys),
                new CreateUser(identities, keys),
                new DeleteAccessKey(identities),
                new DeleteUser(identities),
                new DeleteUserPolicy(identities),
                new DetachUserPolicy(identities),
                new GetUser(identities),
                new GetUserPolicy(identities),
                new ListAccessKeys(identities),
                new ListAttachedUserPolicies(identities),
                new ListUserPolicies(identities),
                new ListUsers(identities),
                new PutUserPolicy(identities),
                new UpdateAccessKey(identities));
    }

    private static List<Operation<?, ?>> roles(Identities identities, KeyMaker keys) {
        return List.of(
                new AttachRolePolicy(identities),
                new CreateRole(identities, keys),
                new DeleteRole(identities),
                new DeleteRolePolicy(identities),
                new DetachRolePolicy(identities),
                new GetRole(identities),
                new GetRolePolicy(identities),
                new ListAttachedRolePolicies(identities),
                new ListInstanceProfilesForRole(identities),
                new ListRolePolicies(identities),
                new ListRoleTags(identities),
                new ListRoles(identities),
                new PutRolePolicy(identities),
                new TagRole(identities),
                new UntagRole(identities),
                new UpdateAssumeRolePolicy(identities));
    }

    private static List<Operation<?, ?>> policies(Identities identities, KeyMaker keys) {
        return List.of(
                new CreatePolicy(identities, keys),
                new DeletePolicy(identities),
                new GetPolicy(identities),
                new GetPolicyVersion(identities),
                new ListEntitiesForPolicy(identities),
                new ListPolicies(identities),
                new ListPolicyVersions(identities));
    }

    private static List<Operation<?, ?>> sessions(Identities identities, RoleTrust trust, IssuedKeys issued) {
        return List.of(
                new AssumeRole(identities, trust, issued),
                new GetSessionToken(identities, issued),
                new GetCallerIdentity(identities));
    }
}
