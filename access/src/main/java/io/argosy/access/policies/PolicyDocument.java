package io.argosy.access.policies;

import io.argosy.access.policies.Principals.Meant;
import java.util.List;
import java.util.stream.Stream;

/// A policy document, read. `PolicyReader` makes it of its text.
public record PolicyDocument(List<Statement> statements) {
    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /// What an identity's policies say: one statement that denies is enough, then one that allows.
    public Decision decide(PolicyRequest request) {
        return decision(statements.stream().filter(statement -> statement.isAbout(request)));
    }

    /// What a trust policy says to somebody who is named in it, or who is one of an account that it names.
    public Trust trust(Asking asking, PolicyRequest request) {
        List<Statement> about = statements.stream()
                .filter(statement -> statement.isAbout(request))
                .toList();
        Decision whole = decision(about.stream().filter(one -> one.principals().meant(asking) != Meant.NOT));
        Decision byName = decision(about.stream().filter(one -> one.principals().meant(asking) == Meant.BY_NAME));
        return switch (whole) {
            case DENIED -> Trust.DENIED;
            case SILENT -> Trust.NONE;
            case ALLOWED -> byName == Decision.ALLOWED ? Trust.FULL : Trust.OF_ACCOUNT;
        };
    }

    /// What a trust policy comes to.
    public enum Trust {
        /// Enough by itself.
        FULL,
        /// A policy of the caller's own must allow it too.
        OF_ACCOUNT,
        NONE,
        DENIED
    }

    private static Decision decision(Stream<Statement> statements) {
        return statements
                .map(statement -> switch (statement.effect()) {
                    case ALLOW -> Decision.ALLOWED;
                    case DENY -> Decision.DENIED;
                })
                .reduce(Decision.SILENT, Decision::and);
    }
}
