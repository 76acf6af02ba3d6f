package io.argosy.access.credentials;

import io.argosy.access.policies.Asking;
import io.argosy.access.policies.PolicyDocument.Trust;
import io.argosy.access.policies.PolicyRequest;
import io.argosy.access.policies.RequestContext;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may take a role: its trust policy says so, and where that names an account only, a policy of the caller's too.
public final class RoleTrust {
    private static final String ASSUME = "sts:AssumeRole";
    static final String TASKS = "ecs-tasks.amazonaws.com";

    private final AccountAccess access;
    private final AccountKeys keys;
    private final ParsedPolicies policies;

    public RoleTrust(AccountAccess access, AccountKeys keys, ParsedPolicies policies) {
        this.access = access;
        this.keys = keys;
        this.policies = policies;
    }

    /// Whether tasks may, for which `source` is a task's ARN, or what all of them begin with.
    public boolean ofTasks(Role role, String source) {
        return ofService(role, TASKS, source);
    }

    /// Whether a service may, for what has this ARN.
    public boolean ofService(Role role, String service, String source) {
        var context = RequestContext.of(
                Map.of("aws:SourceArn", List.of(source), "aws:SourceAccount", List.of(access.account())));
        var request = new PolicyRequest(ASSUME, role.arn(access.account()), context);
        return policies.trust(role.trust()).trust(new Asking.Service(service), request) == Trust.FULL;
    }

    /// `said` is what the request says to condition keys.
    public boolean ofCaller(Caller caller, Role role, Map<String, List<String>> said) {
        Optional<Credential> credential = keys.credential(caller.accessKeyId());
        String arn = role.arn(access.account());
        Verdict own = credential
                .map(known -> known.verdict(Permission.on(ASSUME, arn).with(said)))
                .orElseGet(() -> Verdict.notAllowed(Permission.on(ASSUME, arn)));
        var asking = new Asking.Somebody(access.account(), caller.principalArn(), access.roleOf(caller.principalArn()));
        Map<String, List<String>> principal = keys.principalKeys(caller.accessKeyId());
        var request =
                new PolicyRequest(ASSUME, arn, RequestContext.of(principal).with(said));
        return switch (policies.trust(role.trust()).trust(asking, request)) {
            case FULL -> !(own instanceof Verdict.Denied denied && denied.explicit());
            case OF_ACCOUNT -> own instanceof Verdict.Allowed;
            case NONE, DENIED -> false;
        };
    }
}
