package io.argosy.access.credentials;

import io.argosy.access.policies.Asking;
import io.argosy.access.policies.MalformedPolicy;
import io.argosy.access.policies.PolicyDocument.Trust;
import io.argosy.access.policies.PolicyReader;
import io.argosy.access.policies.PolicyRequest;
import io.argosy.access.policies.RequestContext;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Rights;
import io.argosy.wire.access.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Policies that belong to a resource and name who may do what with it. What they allow by name is allowed, whatever
/// the caller has for policies; what they deny is denied (ecr-semantics 4.4).
public final class ResourcePolicies {
    private final AccountAccess access;
    private final ParsedPolicies policies;

    public ResourcePolicies(AccountAccess access, ParsedPolicies policies) {
        this.access = access;
        this.policies = policies;
    }

    /// Whether it is the policy of a resource.
    public boolean readable(String text) {
        try {
            PolicyReader.ofResource(text);
            return true;
        } catch (MalformedPolicy malformed) {
            return false;
        }
    }

    /// Whether it denies this to whoever acts under this ARN.
    public boolean denies(String text, String principalArn, Permission permission) {
        return said(text, principalArn, permission) == Trust.DENIED;
    }

    /// The same credential, which those policies count for as well that `policyOf` finds for what is to be done.
    public Credential under(Credential credential, Function<Permission, Optional<String>> policyOf) {
        Rights own = credential.rights();
        Rights both = permission -> policyOf.apply(permission)
                .map(text -> verdict(own.verdict(permission), said(text, credential.principal(), permission)))
                .orElseGet(() -> own.verdict(permission));
        return new Credential(
                credential.key(), credential.account(), credential.principal(), credential.expiresAt(), both);
    }

    private static Verdict verdict(Verdict own, Trust said) {
        return switch (said) {
            case DENIED -> new Verdict.Denied(true, "with an explicit deny in a resource-based policy");
            case FULL -> own instanceof Verdict.Denied denied && denied.explicit() ? own : Verdict.allowed();
            case OF_ACCOUNT, NONE -> own;
        };
    }

    private Trust said(String text, String principalArn, Permission permission) {
        var asking = new Asking.Somebody(access.account(), principalArn, access.roleOf(principalArn));
        var request = new PolicyRequest(
                permission.action(),
                permission.resource(),
                RequestContext.of(Map.of()).with(permission.context()));
        return policies.resource(text).trust(asking, request);
    }
}
