package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.wire.access.PercentCode;
import io.argosy.wire.access.RequestHead;
import java.util.List;
import java.util.Optional;

/// What no request may have in its head: anything that two readers could read differently.
final class HeadRules {
    private HeadRules() {}

    /// Wherever it goes.
    static Optional<ApiError> fault(RequestHead head) {
        if (head.headers().getOrDefault("authorization", List.of()).size() > 1) {
            return Optional.of(
                    new ApiError("IncompleteSignatureException", "A request has one Authorization header at most."));
        }
        if (head.headers().getOrDefault("host", List.of()).size() > 1) {
            return Optional.of(new ApiError("BadRequestException", "A request names one host."));
        }
        return Optional.empty();
    }

    /// Where it goes to the APIs or a channel; routes read their queries themselves, and refuse them in their own form.
    static Optional<ApiError> faultOfQuery(RequestHead head) {
        if (!PercentCode.wellFormed(head.rawQuery())) {
            return Optional.of(new ApiError(
                    "MalformedQueryString", "The query has a percent code that stands for no UTF-8 character."));
        }
        return Optional.empty();
    }
}
