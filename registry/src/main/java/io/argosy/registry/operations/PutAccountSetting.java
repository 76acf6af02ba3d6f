package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.AccountSetting;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutAccountSettingRequest;
import io.argosy.shapes.ecr.PutAccountSettingResponse;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutAccountSetting`: a setting of the registry, of the values that are true here.
public final class PutAccountSetting implements Operation<PutAccountSettingRequest, PutAccountSettingResponse> {
    private final Stores stores;

    public PutAccountSetting(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<PutAccountSettingRequest, PutAccountSettingResponse> model() {
        return Ecr.PUT_ACCOUNT_SETTING;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutAccountSettingRequest request) {
        return List.of(Permission.on("ecr:PutAccountSetting"));
    }

    @Override
    public PutAccountSettingResponse handle(Caller caller, PutAccountSettingRequest request) {
        if (!AccountSettings.known(request.name()).contains(request.value())) {
            throw EcrErrors.invalidParameter(
                            "value", "Member must satisfy enum value set: " + AccountSettings.known(request.name()))
                    .thrown();
        }
        stores.account(caller.realm()).write(tx -> {
            tx.addOrUpdate(new AccountSetting(request.name(), request.value()));
            return caller;
        });
        return PutAccountSettingResponse.builder()
                .name(request.name())
                .value(request.value())
                .build();
    }
}
