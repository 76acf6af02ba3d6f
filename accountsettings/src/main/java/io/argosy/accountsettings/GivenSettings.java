package io.argosy.accountsettings;

import io.argosy.control.AccountSettings;
import io.argosy.control.Clusters;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Setting;
import io.argosy.model.SettingName;
import io.argosy.state.AccountTransaction;

/// Keeps what principals give their settings, and takes it away again.
final class GivenSettings {
    /// How many an account region keeps.
    static final int MOST = 10_000;

    private final Clusters clusters;

    GivenSettings(Clusters clusters) {
        this.clusters = clusters;
    }

    io.argosy.shapes.ecs.Setting put(AccountRegion realm, Setting setting) {
        return SettingShape.of(clusters.account(realm).write(tx -> {
            boolean there = tx.state().table(Setting.KIND).get(setting.key()).isPresent();
            if (!there && tx.state().table(Setting.KIND).size() >= MOST) {
                throw ApiError.client("An account keeps at most " + MOST + " settings of principals in a region.")
                        .thrown();
            }
            tx.addOrUpdate(setting);
            return setting;
        }));
    }

    /// What counts from then on.
    io.argosy.shapes.ecs.Setting drop(AccountRegion realm, String principal, SettingName name) {
        return SettingShape.of(
                principal, name, clusters.account(realm).write(tx -> dropped(tx, realm, principal, name)));
    }

    private static String dropped(AccountTransaction tx, AccountRegion realm, String principal, SettingName name) {
        AccountSettings.given(tx.state(), principal, name).ifPresent(tx::remove);
        return AccountSettings.effective(tx.state(), realm, principal, name);
    }
}
