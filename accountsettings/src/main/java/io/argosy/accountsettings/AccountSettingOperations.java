package io.argosy.accountsettings;

import io.argosy.control.Clusters;
import io.argosy.wire.Operation;
import java.util.List;

/// The operations on account settings.
public final class AccountSettingOperations {
    private AccountSettingOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters) {
        var settings = new GivenSettings(clusters);
        return List.of(
                new PutAccountSetting(settings),
                new PutAccountSettingDefault(settings),
                new DeleteAccountSetting(settings),
                new ListAccountSettings(clusters));
    }
}
