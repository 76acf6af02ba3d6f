package io.argosy.secrets.parameters;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.secrets.sealing.SealedValue;
import java.time.Instant;
import java.util.List;

/// What a parameter says or said at one time. All values are sealed, whatever their type.
public record ParameterVersion(
        String parameter,
        long number,
        Description said,
        SealedValue value,
        List<String> labels,
        Instant modifiedAt,
        String modifiedBy)
        implements AccountEntity {
    public static final Index<ParameterVersion> BY_PARAMETER =
            new Index<>("parameter", version -> List.of(version.parameter()));
    public static final Kind<ParameterVersion> KIND =
            Kind.of("ParameterVersion", ParameterVersion.class).indexed(BY_PARAMETER);

    /// What is said about a value. `keyId` is kept as it was told, empty where none was.
    public record Description(
            String type, String tier, String dataType, String keyId, String text, String allowedPattern) {}

    static final String SECURE = "SecureString";

    public ParameterVersion {
        labels = List.copyOf(labels);
    }

    @Override
    public String key() {
        return key(parameter, number);
    }

    static String key(String parameter, long number) {
        return parameter + "|" + number;
    }

    boolean secure() {
        return said.type().equals(SECURE);
    }

    ParameterVersion labelled(List<String> other) {
        return new ParameterVersion(parameter, number, said, value, other, modifiedAt, modifiedBy);
    }
}
