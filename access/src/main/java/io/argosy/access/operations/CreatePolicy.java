package io.argosy.access.operations;

import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.CreatePolicyRequest;
import io.argosy.shapes.iam.CreatePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CreatePolicy`: a policy that users and roles may share.
final class CreatePolicy implements Operation<CreatePolicyRequest, CreatePolicyResponse> {
    private static final int MOST = 1_500;
    private final Identities identities;
    private final KeyMaker keys;

    CreatePolicy(Identities identities, KeyMaker keys) {
        this.identities = identities;
        this.keys = keys;
    }

    @Override
    public OperationModel<CreatePolicyRequest, CreatePolicyResponse> model() {
        return Iam.CREATE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreatePolicyRequest request) {
        return identities.onNew("iam:CreatePolicy", "policy", request.path(), request.policyName());
    }

    @Override
    public CreatePolicyResponse handle(Caller caller, CreatePolicyRequest request) {
        String document = Documents.managed(request.policyDocument());
        ManagedPolicy made = identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            var policy = new ManagedPolicy(
                    identities.account(),
                    request.policyName(),
                    request.path().orElse("/"),
                    keys.id("ANPA"),
                    document,
                    request.description().orElse(""),
                    IamShapes.checked(request.tags().orElse(List.of())),
                    tx.now());
            if (state.policies().get(policy.key()).isPresent()) {
                throw IamErrors.exists("A policy called " + policy.name()
                                + " already exists. Duplicate names are not allowed.")
                        .thrown();
            }
            if (state.policies().size() >= MOST) {
                throw IamErrors.quota("PoliciesPerAccount", MOST).thrown();
            }
            tx.add(policy);
            return policy;
        });
        return CreatePolicyResponse.builder()
                .policy(IamShapes.policy(made, identities.read()))
                .build();
    }
}
