package io.argosy.registry.settings;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.util.List;
import java.util.Map;

/// A setting of a registry that somebody has set (ecr-semantics 12).
public record AccountSetting(String name, String value) implements AccountEntity {
    public static final Kind<AccountSetting> KIND = Kind.of("RegistrySetting", AccountSetting.class);

    /// The values each may have. The first is what holds where nobody has set any.
    public static final Map<String, List<String>> KNOWN = Map.of(
            "BASIC_SCAN_TYPE_VERSION", List.of("AWS_NATIVE"),
            "REGISTRY_POLICY_SCOPE", List.of("V2", "V1"),
            "BLOB_MOUNTING", List.of("ENABLED"));

    @Override
    public String key() {
        return name;
    }
}
