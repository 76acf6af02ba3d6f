package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.images.PullTimeExclusion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.RegisterPullTimeUpdateExclusionRequest;
import io.argosy.shapes.ecr.RegisterPullTimeUpdateExclusionResponse;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RegisterPullTimeUpdateExclusion`: somebody whose pulls do not count as use.
public final class RegisterPullTimeUpdateExclusion
        implements Operation<RegisterPullTimeUpdateExclusionRequest, RegisterPullTimeUpdateExclusionResponse> {
    private final Stores stores;

    public RegisterPullTimeUpdateExclusion(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<RegisterPullTimeUpdateExclusionRequest, RegisterPullTimeUpdateExclusionResponse> model() {
        return Ecr.REGISTER_PULL_TIME_UPDATE_EXCLUSION;
    }

    @Override
    public List<Permission> permissions(Caller caller, RegisterPullTimeUpdateExclusionRequest request) {
        return List.of(Permission.on("ecr:RegisterPullTimeUpdateExclusion"));
    }

    @Override
    public RegisterPullTimeUpdateExclusionResponse handle(
            Caller caller, RegisterPullTimeUpdateExclusionRequest request) {
        PullTimeExclusion made = stores.account(caller.realm()).write(tx -> {
            Table<PullTimeExclusion> known = tx.state().table(PullTimeExclusion.KIND);
            if (known.get(request.principalArn()).isPresent()) {
                throw new ApiError(
                                "ExclusionAlreadyExistsException",
                                "There is a pull time update exclusion for " + request.principalArn())
                        .thrown();
            }
            if (known.size() >= PullTimeExclusion.MOST) {
                throw EcrErrors.limitExceeded(
                                "A registry has at most " + PullTimeExclusion.MOST + " pull time update exclusions")
                        .thrown();
            }
            var fresh = new PullTimeExclusion(request.principalArn(), tx.now());
            tx.add(fresh);
            return fresh;
        });
        return RegisterPullTimeUpdateExclusionResponse.builder()
                .principalArn(made.principalArn())
                .createdAt(made.createdAt())
                .build();
    }
}
