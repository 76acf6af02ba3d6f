package io.argosy.registry.operations;

import io.argosy.registry.settings.AccountSetting;
import java.util.List;

/// The settings a registry has. A value that would not be true of this registry is refused.
final class AccountSettings {
    private AccountSettings() {}

    static List<String> known(String name) {
        List<String> values = AccountSetting.KNOWN.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            throw EcrErrors.invalidParameter(
                            "name",
                            "Member must satisfy enum value set: "
                                    + AccountSetting.KNOWN.keySet().stream()
                                            .sorted()
                                            .toList())
                    .thrown();
        }
        return values;
    }
}
