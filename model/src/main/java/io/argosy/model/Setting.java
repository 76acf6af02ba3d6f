package io.argosy.model;

/// What one principal gave an account setting (ecs-semantics 10.1); what the root user gave counts for all others.
public record Setting(String principalArn, SettingName name, String value) implements AccountEntity {
    public static final Kind<Setting> KIND = Kind.of("Setting", Setting.class);

    /// Those of one principal stand together.
    @Override
    public String key() {
        return key(principalArn, name);
    }

    public static String key(String principalArn, SettingName name) {
        return principalArn + " " + name.word();
    }
}
