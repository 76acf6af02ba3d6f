package io.argosy.accountsettings;

import io.argosy.control.AccountSettings;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.SettingName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListAccountSettingsRequest;
import io.argosy.shapes.ecs.ListAccountSettingsResponse;
import io.argosy.shapes.ecs.Setting;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListAccountSettings`: those that a principal was given, or with `effectiveSettings` what counts for it of all there
/// are; by name.
final class ListAccountSettings implements Operation<ListAccountSettingsRequest, ListAccountSettingsResponse> {
    private static final Pages.Size TEN = new Pages.Size(10, 10);

    private final Clusters clusters;

    ListAccountSettings(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListAccountSettingsRequest, ListAccountSettingsResponse> model() {
        return Ecs.LIST_ACCOUNT_SETTINGS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAccountSettingsRequest request) {
        return List.of(Permission.on("ecs:ListAccountSettings"));
    }

    @Override
    public ListAccountSettingsResponse handle(Caller caller, ListAccountSettingsRequest request) {
        if (request.value().isPresent() && request.name().isEmpty()) {
            throw ApiError.invalidParameter("A value can be given together with a name only.")
                    .thrown();
        }
        Optional<SettingName> only = request.name().map(Asked::name);
        String principal = Asked.principal(caller, request.principalArn());
        boolean effective = request.effectiveSettings().orElse(false);
        AccountState account = clusters.account(caller.realm()).read();
        Page<Setting> page = Pages.page(
                Listing.of(
                        ListAccountSettings::word,
                        last -> Arrays.stream(SettingName.values())
                                .filter(name -> only.isEmpty() || only.get() == name)
                                .filter(name -> name.word().compareTo(last) > 0)
                                .sorted(Comparator.comparing(SettingName::word))
                                .flatMap(name -> shown(account, caller, principal, name, effective))
                                .filter(setting -> request.value().isEmpty()
                                        || request.value().equals(setting.value()))),
                TEN,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListAccountSettingsResponse.builder()
                .settings(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static String word(Setting setting) {
        return setting.name().orElseThrow();
    }

    private static Stream<Setting> shown(
            AccountState account, Caller caller, String principal, SettingName name, boolean effective) {
        return effective
                ? Stream.of(SettingShape.of(
                        principal, name, AccountSettings.effective(account, caller.realm(), principal, name)))
                : AccountSettings.given(account, principal, name).map(SettingShape::of).stream();
    }
}
