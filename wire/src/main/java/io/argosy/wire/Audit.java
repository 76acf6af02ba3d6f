package io.argosy.wire;

/// Who is told of every request that could have changed something, once it was answered or refused.
@FunctionalInterface
public interface Audit {
    Audit NONE = _ -> {};

    /// Must not take long: a request waits for it.
    void tell(AuditedCall call);
}
