package io.argosy.accountsettings;

import io.argosy.model.Caller;
import io.argosy.model.Setting;
import io.argosy.model.SettingName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutAccountSettingRequest;
import io.argosy.shapes.ecs.PutAccountSettingResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutAccountSetting`: gives a setting a value, for the caller or another principal of the account.
/// What follows from it is said in docs/how-to/account-settings.md.
final class PutAccountSetting implements Operation<PutAccountSettingRequest, PutAccountSettingResponse> {
    private final GivenSettings settings;

    PutAccountSetting(GivenSettings settings) {
        this.settings = settings;
    }

    @Override
    public OperationModel<PutAccountSettingRequest, PutAccountSettingResponse> model() {
        return Ecs.PUT_ACCOUNT_SETTING;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutAccountSettingRequest request) {
        return List.of(Permission.on("ecs:PutAccountSetting").with("ecs:account-setting", request.name()));
    }

    @Override
    public PutAccountSettingResponse handle(Caller caller, PutAccountSettingRequest request) {
        SettingName name = Asked.changed(request.name(), caller);
        var setting =
                new Setting(Asked.principal(caller, request.principalArn()), name, Asked.value(name, request.value()));
        return PutAccountSettingResponse.builder()
                .setting(settings.put(caller.realm(), setting))
                .build();
    }
}
