package io.argosy.model;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Remembers what an idempotent request made, under the token its client chose (ecs-semantics 1.7): `token` is a hash
/// of it. `fingerprint` tells a repeat from another request with the same token; `results` are the keys of what was
/// made.
public record ClientToken(String operation, String token, String fingerprint, List<String> results, Instant at)
        implements ClusterEntity {
    public static final Index<ClientToken> BY_AGE = new Index<>(
            "age", token -> List.of(HexFormat.of().toHexDigits(token.at().toEpochMilli())));
    public static final Kind<ClientToken> KIND =
            Kind.of("ClientToken", ClientToken.class).indexed(BY_AGE);

    public ClientToken {
        results = List.copyOf(results);
    }

    @Override
    public String key() {
        return key(operation, token);
    }

    public static String key(String operation, String token) {
        return operation + "/" + token;
    }
}
