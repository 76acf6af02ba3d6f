package io.argosy.registry.operations;

import io.argosy.lifecycle.LifecyclePolicyReader;
import io.argosy.lifecycle.LifecycleRule;
import io.argosy.lifecycle.MalformedLifecyclePolicy;
import io.argosy.model.ApiError;
import io.argosy.registry.blobs.RepositoryKey;
import java.util.List;

/// ECR's refusals about lifecycle policies (ecr-semantics 7.6).
final class LifecycleErrors {
    private LifecycleErrors() {}

    /// Something that reads a policy.
    interface Reading<R> {
        R read() throws MalformedLifecyclePolicy;
    }

    static <R> R readable(Reading<R> reading) {
        try {
            return reading.read();
        } catch (MalformedLifecyclePolicy malformed) {
            throw EcrErrors.invalidParameter(
                            "LifecyclePolicyText", "Lifecycle policy validation failure: " + malformed.because())
                    .thrown();
        }
    }

    static List<LifecycleRule> rules(String text) {
        return readable(() -> LifecyclePolicyReader.read(text));
    }

    static ApiError policyNotFound(RepositoryKey key) {
        return EcrErrors.missing("LifecyclePolicyNotFoundException", "Lifecycle policy", key);
    }

    static ApiError previewNotFound(RepositoryKey key) {
        return EcrErrors.missing("LifecyclePolicyPreviewNotFoundException", "Lifecycle policy preview", key);
    }
}
