package io.argosy.access.operations;

import io.argosy.access.credentials.RoleTrust;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.sts.AssumeRoleRequest;
import io.argosy.shapes.sts.AssumeRoleResponse;
import io.argosy.shapes.sts.AssumedRoleUser;
import io.argosy.shapes.sts.PolicyDescriptorType;
import io.argosy.shapes.sts.Sts;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `AssumeRole`: keys of a role for who is trusted by it. Whether the caller may is the trust policy's to say, and of
/// the caller's own policies only where that names an account; so it is asked here, and not as a permission.
final class AssumeRole implements Operation<AssumeRoleRequest, AssumeRoleResponse> {
    private static final int HOUR = 3_600;
    private static final String CHAINED = "the 1 hour session limit for roles assumed by role chaining";
    private static final String OF_ROLE = "the MaxSessionDuration set for this role.";

    private final Identities identities;
    private final RoleTrust trust;
    private final IssuedKeys issued;

    AssumeRole(Identities identities, RoleTrust trust, IssuedKeys issued) {
        this.identities = identities;
        this.trust = trust;
        this.issued = issued;
    }

    @Override
    public OperationModel<AssumeRoleRequest, AssumeRoleResponse> model() {
        return Sts.ASSUME_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, AssumeRoleRequest request) {
        return List.of();
    }

    @Override
    public AssumeRoleResponse handle(Caller caller, AssumeRoleRequest request) {
        if (caller.root()) {
            throw IamErrors.denied("Roles may not be assumed by root accounts.").thrown();
        }
        Role role = identities
                .read()
                .roleOf(identities.account(), request.roleArn())
                .filter(known -> trust.ofCaller(caller, known, said(request)))
                .orElseThrow(() -> refused(caller, request).thrown());
        refuseUnavailable(request);
        var holder = new Holder.OfRole(role.name(), role.id(), request.roleSessionName(), documents(request));
        TemporaryKey key = issued.make(holder, life(caller, role, request));
        return AssumeRoleResponse.builder()
                .credentials(IamShapes.credentials(key))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .assumedRoleId(role.id() + ":" + request.roleSessionName())
                        .arn(role.sessionArn(identities.account(), request.roleSessionName()))
                        .build())
                .packedPolicySize(request.policy().map(_ -> 1))
                .build();
    }

    private static ApiError refused(Caller caller, AssumeRoleRequest request) {
        return IamErrors.denied("User: " + caller.principalArn() + " is not authorized to perform: sts:AssumeRole on"
                + " resource: " + request.roleArn());
    }

    private static Map<String, List<String>> said(AssumeRoleRequest request) {
        Map<String, List<String>> said = new HashMap<>();
        said.put("sts:RoleSessionName", List.of(request.roleSessionName()));
        request.externalId().ifPresent(id -> said.put("sts:ExternalId", List.of(id)));
        return said;
    }

    private static void refuseUnavailable(AssumeRoleRequest request) {
        IamErrors.requireNone("SerialNumber", request.serialNumber());
        IamErrors.requireNone("SourceIdentity", request.sourceIdentity());
        IamErrors.requireNone(
                "Tags", request.tags().filter(tags -> !tags.isEmpty()).map(Object::toString));
    }

    /// What the session may do at most.
    private List<String> documents(AssumeRoleRequest request) {
        List<String> documents = new ArrayList<>();
        request.policy().map(Documents::session).ifPresent(documents::add);
        for (PolicyDescriptorType policy : request.policyArns().orElse(List.of())) {
            String arn = policy.arn().orElse("");
            documents.add(Identities.policy(identities.read(), arn).document());
        }
        return documents;
    }

    /// Who has a role already and takes another gets an hour at most.
    private static Duration life(Caller caller, Role role, AssumeRoleRequest request) {
        boolean chained = caller.principalArn().contains(":assumed-role/");
        int most = chained ? HOUR : role.settings().maxSessionSeconds();
        int asked = request.durationSeconds().orElse(HOUR);
        if (asked > most) {
            throw IamErrors.invalid("The requested DurationSeconds exceeds " + (chained ? CHAINED : OF_ROLE))
                    .thrown();
        }
        return Duration.ofSeconds(asked);
    }
}
