package io.argosy.accountsettings;

import io.argosy.model.Caller;
import io.argosy.model.Setting;
import io.argosy.model.SettingName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutAccountSettingDefaultRequest;
import io.argosy.shapes.ecs.PutAccountSettingDefaultResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutAccountSettingDefault`: what a setting is for everybody of the account who gave it no value: the root user's.
final class PutAccountSettingDefault
        implements Operation<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse> {
    private final GivenSettings settings;

    PutAccountSettingDefault(GivenSettings settings) {
        this.settings = settings;
    }

    @Override
    public OperationModel<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse> model() {
        return Ecs.PUT_ACCOUNT_SETTING_DEFAULT;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutAccountSettingDefaultRequest request) {
        return List.of(Permission.on("ecs:PutAccountSettingDefault").with("ecs:account-setting", request.name()));
    }

    @Override
    public PutAccountSettingDefaultResponse handle(Caller caller, PutAccountSettingDefaultRequest request) {
        SettingName name = Asked.changed(request.name(), caller);
        var setting = new Setting(caller.realm().root(), name, Asked.value(name, request.value()));
        return PutAccountSettingDefaultResponse.builder()
                .setting(settings.put(caller.realm(), setting))
                .build();
    }
}
