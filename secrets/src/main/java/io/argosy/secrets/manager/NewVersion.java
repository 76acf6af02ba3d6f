package io.argosy.secrets.manager;

import java.util.Optional;

/// What a request says of a version that it makes: its id, which is the request's token, and its value if it has one.
record NewVersion(String token, Optional<GivenValue> value) {
    /// Clients make tokens up themselves, so that a request that is repeated makes no second version.
    static String token(Optional<String> given) {
        return given.filter(token -> !token.isEmpty())
                .orElseThrow(() -> SecretErrors.request(
                        "You must provide a ClientRequestToken value. We recommend a UUID-type value."));
    }
}
