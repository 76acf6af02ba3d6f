package io.argosy.access.credentials;

import io.argosy.access.policies.Decision;
import io.argosy.access.policies.PolicyDocument;
import io.argosy.access.policies.PolicyRequest;
import io.argosy.access.policies.RequestContext;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Rights;
import io.argosy.wire.access.Verdict;
import java.util.List;
import java.util.Map;

/// What policies let somebody do, in the words of IAM where they do not. `keys` are what conditions read of whoever
/// asks: no request can say anything else of that.
record PolicyRights(List<PolicyDocument> policies, String kind, Map<String, List<String>> keys) implements Rights {
    static final String IDENTITY = "identity";
    static final String SESSION = "session";

    PolicyRights {
        policies = List.copyOf(policies);
        keys = Map.copyOf(keys);
    }

    @Override
    public Verdict verdict(Permission permission) {
        var request = new PolicyRequest(
                permission.action(),
                permission.resource(),
                RequestContext.of(keys).with(permission.context()));
        return switch (decide(request)) {
            case ALLOWED -> Verdict.allowed();
            case DENIED -> new Verdict.Denied(true, "with an explicit deny in " + article() + "-based policy");
            case SILENT ->
                new Verdict.Denied(
                        false, "because no " + noun() + " policy allows the " + permission.action() + " action");
        };
    }

    private Decision decide(PolicyRequest request) {
        return policies.stream().map(policy -> policy.decide(request)).reduce(Decision.SILENT, Decision::and);
    }

    private String article() {
        return kind.equals(IDENTITY) ? "an identity" : "a session";
    }

    private String noun() {
        return kind.equals(IDENTITY) ? "identity-based" : "session";
    }
}
