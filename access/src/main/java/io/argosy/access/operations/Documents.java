package io.argosy.access.operations;

import io.argosy.access.policies.MalformedPolicy;
import io.argosy.access.policies.PolicyReader;
import io.argosy.access.principals.Grants;
import io.argosy.wire.access.PercentCode;

/// Policy documents on their way in, where each must be one, and out, where IAM writes them in percent codes.
final class Documents {
    static final int MANAGED = 6_144;
    static final int TRUST = 2_048;

    private Documents() {}

    static String identity(String text) {
        try {
            PolicyReader.identity(text);
            return text;
        } catch (MalformedPolicy malformed) {
            throw IamErrors.malformed(malformed).thrown();
        }
    }

    /// What a caller takes away from a session of a role.
    static String session(String text) {
        if (text.length() > TRUST) {
            throw IamErrors.invalid("1 validation error detected: Value at 'policy' failed to satisfy constraint:"
                            + " Member must have length less than or equal to " + TRUST)
                    .thrown();
        }
        return identity(text);
    }

    static String managed(String text) {
        if (Grants.letters(text) > MANAGED) {
            throw IamErrors.quota("PolicySize", MANAGED).thrown();
        }
        return identity(text);
    }

    static String trust(String text) {
        if (Grants.letters(text) > TRUST) {
            throw IamErrors.quota("ACLSizePerRole", TRUST).thrown();
        }
        try {
            PolicyReader.trust(text);
            return text;
        } catch (MalformedPolicy malformed) {
            throw IamErrors.malformed(malformed).thrown();
        }
    }

    static String written(String document) {
        return PercentCode.encode(document);
    }
}
