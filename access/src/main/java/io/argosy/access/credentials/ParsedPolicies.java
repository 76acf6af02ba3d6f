package io.argosy.access.credentials;

import io.argosy.access.policies.MalformedPolicy;
import io.argosy.access.policies.PolicyDocument;
import io.argosy.access.policies.PolicyReader;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
import io.argosy.access.principals.InlinePolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Documents that were read once, by their text. What cannot be read any more denies everything: it may have denied
/// something.
public final class ParsedPolicies {
    private static final int MOST = 5_000;
    private static final String NOTHING = """
            {"Version":"2012-10-17",
            "Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""";

    private interface Reading {
        PolicyDocument of(String text) throws MalformedPolicy;
    }

    private final Map<String, PolicyDocument> identities = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> trusts = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> resources = new ConcurrentHashMap<>();

    public PolicyDocument identity(String text) {
        return known(identities, text, PolicyReader::identity);
    }

    public PolicyDocument trust(String text) {
        return known(trusts, text, PolicyReader::trust);
    }

    public PolicyDocument resource(String text) {
        return known(resources, text, PolicyReader::ofResource);
    }

    /// Everything a user or a role is granted.
    public List<PolicyDocument> of(Grants grants, AccessState state) {
        return Stream.concat(
                        grants.inline().stream().map(InlinePolicy::document),
                        grants.attached().stream()
                                .flatMap(arn -> state.policy(arn).stream())
                                .map(policy -> policy.document()))
                .map(this::identity)
                .toList();
    }

    private static PolicyDocument known(Map<String, PolicyDocument> known, String text, Reading reading) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, document -> read(document, reading));
    }

    private static PolicyDocument read(String text, Reading reading) {
        try {
            return reading.of(text);
        } catch (MalformedPolicy unreadable) {
            return nothing();
        }
    }

    private static PolicyDocument nothing() {
        try {
            return PolicyReader.ofResource(NOTHING);
        } catch (MalformedPolicy impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
