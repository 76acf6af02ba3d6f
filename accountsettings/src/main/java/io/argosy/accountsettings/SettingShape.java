package io.argosy.accountsettings;

import io.argosy.model.Setting;
import io.argosy.model.SettingName;

/// A setting as clients see it.
final class SettingShape {
    private SettingShape() {}

    static io.argosy.shapes.ecs.Setting of(Setting setting) {
        return of(setting.principalArn(), setting.name(), setting.value());
    }

    static io.argosy.shapes.ecs.Setting of(String principal, SettingName name, String value) {
        return io.argosy.shapes.ecs.Setting.builder()
                .name(name.word())
                .value(value)
                .principalArn(principal)
                .type(name.managed() ? "aws_managed" : "user")
                .build();
    }
}
