package io.argosy.events.bus;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import java.util.Optional;

/// The name of the one bus that there is.
final class BusName {
    static final String NAME = "default";

    private BusName() {}

    static String arn(AccountRegion realm) {
        return "arn:aws:events:" + realm.region() + ":" + realm.account() + ":event-bus/" + NAME;
    }

    /// Whether this names it; nothing does, too.
    static boolean is(Optional<String> named, AccountRegion realm) {
        return named.filter(bus -> !bus.equals(NAME) && !bus.equals(arn(realm))).isEmpty();
    }

    static ApiException invalid(String message) {
        return new ApiError("ValidationException", message).thrown();
    }
}
