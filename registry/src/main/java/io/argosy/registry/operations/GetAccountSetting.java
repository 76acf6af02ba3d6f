package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.AccountSetting;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAccountSettingRequest;
import io.argosy.shapes.ecr.GetAccountSettingResponse;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetAccountSetting`: a setting of the registry, as it was set or as it is of itself.
public final class GetAccountSetting implements Operation<GetAccountSettingRequest, GetAccountSettingResponse> {
    private final Stores stores;

    public GetAccountSetting(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<GetAccountSettingRequest, GetAccountSettingResponse> model() {
        return Ecr.GET_ACCOUNT_SETTING;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetAccountSettingRequest request) {
        return List.of(Permission.on("ecr:GetAccountSetting"));
    }

    @Override
    public GetAccountSettingResponse handle(Caller caller, GetAccountSettingRequest request) {
        List<String> values = AccountSettings.known(request.name());
        String value = stores.account(caller.realm())
                .read()
                .table(AccountSetting.KIND)
                .get(request.name())
                .map(AccountSetting::value)
                .orElse(values.getFirst());
        return GetAccountSettingResponse.builder()
                .name(request.name())
                .value(value)
                .build();
    }
}
