package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribePullThroughCacheRulesRequest;
import io.argosy.shapes.ecr.DescribePullThroughCacheRulesResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribePullThroughCacheRules`: there are none, as none can be created; so no prefix has one.
public final class DescribePullThroughCacheRules
        implements Operation<DescribePullThroughCacheRulesRequest, DescribePullThroughCacheRulesResponse> {
    @Override
    public OperationModel<DescribePullThroughCacheRulesRequest, DescribePullThroughCacheRulesResponse> model() {
        return Ecr.DESCRIBE_PULL_THROUGH_CACHE_RULES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribePullThroughCacheRulesRequest request) {
        return List.of(Permission.on("ecr:DescribePullThroughCacheRules"));
    }

    @Override
    public DescribePullThroughCacheRulesResponse handle(Caller caller, DescribePullThroughCacheRulesRequest request) {
        List<String> prefixes = request.ecrRepositoryPrefixes().orElse(List.of());
        if (!prefixes.isEmpty()) {
            throw new ApiError(
                            "PullThroughCacheRuleNotFoundException",
                            "The pull through cache rule with prefix '" + prefixes.getFirst()
                                    + "' does not exist in the registry with id '"
                                    + caller.realm().account() + "'")
                    .thrown();
        }
        return DescribePullThroughCacheRulesResponse.builder()
                .pullThroughCacheRules(List.of())
                .build();
    }
}
