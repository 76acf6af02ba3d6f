package io.argosy.model;

/// Who asks, where, and under which request id: what every operation knows of its request besides the input.
public record Caller(AccountRegion realm, String principalArn, String accessKeyId, String requestId) {
    /// Whether the account's own key signed the request.
    public boolean root() {
        return principalArn.endsWith(":root");
    }
}
