package io.argosy.app.server;

import io.argosy.access.credentials.ResourcePolicies;
import io.argosy.model.AccountRegion;
import io.argosy.registry.access.PolicyRules;
import io.argosy.registry.images.RepositoryPolicy;
import io.argosy.state.Stores;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import java.util.Optional;

/// The policies of repositories beside those of users and roles: both are asked for what is done to a repository.
record RepositoryRights(Stores stores, ResourcePolicies policies) implements PolicyRules {
    private static final String REPOSITORY = "repository/";
    private static final int ARN_PARTS = 6;

    @Override
    public boolean readable(String text) {
        return policies.readable(text);
    }

    @Override
    public boolean denies(String text, String principalArn, Permission permission) {
        return policies.denies(text, principalArn, permission);
    }

    Credential with(Credential credential) {
        return policies.under(credential, this::policy);
    }

    private Optional<String> policy(Permission permission) {
        String[] arn = permission.resource().split(":", ARN_PARTS);
        if (!permission.action().startsWith("ecr:")
                || arn.length < ARN_PARTS
                || !arn[5].startsWith(REPOSITORY)
                || !arn[4].matches("[0-9]{12}")
                || !arn[3].matches("[a-z0-9-]{1,64}")) {
            return Optional.empty();
        }
        return stores.account(new AccountRegion(arn[4], arn[3]))
                .read()
                .table(RepositoryPolicy.KIND)
                .get(arn[5].substring(REPOSITORY.length()))
                .map(RepositoryPolicy::text);
    }
}
