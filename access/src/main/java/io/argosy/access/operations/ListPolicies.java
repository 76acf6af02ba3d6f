package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.BuiltInPolicies;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListPoliciesRequest;
import io.argosy.shapes.iam.ListPoliciesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `ListPolicies`: the account's own policies, and those that are built in.
final class ListPolicies implements Operation<ListPoliciesRequest, ListPoliciesResponse> {
    private final Identities identities;

    ListPolicies(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListPoliciesRequest, ListPoliciesResponse> model() {
        return Iam.LIST_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListPoliciesRequest request) {
        return identities.onAll("iam:ListPolicies", "policy", request.pathPrefix());
    }

    @Override
    public ListPoliciesResponse handle(Caller caller, ListPoliciesRequest request) {
        AccessState state = identities.read();
        String path = request.pathPrefix().orElse("/");
        String scope = request.scope().orElse("All");
        boolean attached = request.onlyAttached().orElse(false);
        if (request.policyUsageFilter().filter("PermissionsBoundary"::equals).isPresent()) {
            return ListPoliciesResponse.builder()
                    .policies(List.of())
                    .isTruncated(false)
                    .build();
        }
        var page = IamPage.of(
                Stream.concat(state.policies().values().stream(), BuiltInPolicies.all().stream())
                        .filter(policy -> scope.equals("All")
                                || scope.equals("AWS") == policy.owner().equals("aws"))
                        .filter(policy -> policy.path().startsWith(path))
                        .filter(policy -> !attached || state.attachments(policy.arn()) > 0)
                        .toList(),
                ManagedPolicy::arn,
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> IamShapes.policy(policy, state))
                        .toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
