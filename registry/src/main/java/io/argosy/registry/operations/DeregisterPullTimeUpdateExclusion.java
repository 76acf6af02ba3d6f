package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.images.PullTimeExclusion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeregisterPullTimeUpdateExclusionRequest;
import io.argosy.shapes.ecr.DeregisterPullTimeUpdateExclusionResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeregisterPullTimeUpdateExclusion`: from now on the pulls of this principal count again.
public final class DeregisterPullTimeUpdateExclusion
        implements Operation<DeregisterPullTimeUpdateExclusionRequest, DeregisterPullTimeUpdateExclusionResponse> {
    private final Stores stores;

    public DeregisterPullTimeUpdateExclusion(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<DeregisterPullTimeUpdateExclusionRequest, DeregisterPullTimeUpdateExclusionResponse> model() {
        return Ecr.DEREGISTER_PULL_TIME_UPDATE_EXCLUSION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeregisterPullTimeUpdateExclusionRequest request) {
        return List.of(Permission.on("ecr:DeregisterPullTimeUpdateExclusion"));
    }

    @Override
    public DeregisterPullTimeUpdateExclusionResponse handle(
            Caller caller, DeregisterPullTimeUpdateExclusionRequest request) {
        stores.account(caller.realm()).write(tx -> {
            PullTimeExclusion known = tx.state()
                    .table(PullTimeExclusion.KIND)
                    .get(request.principalArn())
                    .orElseThrow(() -> new ApiError(
                                    "ExclusionNotFoundException",
                                    "There is no pull time update exclusion for " + request.principalArn())
                            .thrown());
            tx.remove(known);
            return known;
        });
        return DeregisterPullTimeUpdateExclusionResponse.builder()
                .principalArn(request.principalArn())
                .build();
    }
}
