package io.argosy.accountsettings;

import io.argosy.model.Caller;
import io.argosy.model.SettingName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteAccountSettingRequest;
import io.argosy.shapes.ecs.DeleteAccountSettingResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteAccountSetting`: takes away what a principal gave a setting, and answers with what counts now.
final class DeleteAccountSetting implements Operation<DeleteAccountSettingRequest, DeleteAccountSettingResponse> {
    private final GivenSettings settings;

    DeleteAccountSetting(GivenSettings settings) {
        this.settings = settings;
    }

    @Override
    public OperationModel<DeleteAccountSettingRequest, DeleteAccountSettingResponse> model() {
        return Ecs.DELETE_ACCOUNT_SETTING;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteAccountSettingRequest request) {
        return List.of(Permission.on("ecs:DeleteAccountSetting").with("ecs:account-setting", request.name()));
    }

    @Override
    public DeleteAccountSettingResponse handle(Caller caller, DeleteAccountSettingRequest request) {
        SettingName name = Asked.changed(request.name(), caller);
        return DeleteAccountSettingResponse.builder()
                .setting(settings.drop(caller.realm(), Asked.principal(caller, request.principalArn()), name))
                .build();
    }
}
