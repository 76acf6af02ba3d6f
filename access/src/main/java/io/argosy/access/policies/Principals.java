package io.argosy.access.policies;

import java.util.List;

/// Whom a statement of a trust policy is about.
sealed interface Principals {
    /// In identity policies: whoever has the policy.
    record Holder() implements Principals {}

    record Only(List<Named> named) implements Principals {
        public Only {
            named = List.copyOf(named);
        }
    }

    record AllBut(List<Named> named) implements Principals {
        public AllBut {
            named = List.copyOf(named);
        }
    }

    /// Somebody or some that a statement names.
    sealed interface Named {
        record Anybody() implements Named {}

        /// Everybody in an account whose own policies let them.
        record Account(String id) implements Named {}

        record Arn(String arn) implements Named {}

        record Service(String name) implements Named {}

        /// Of a kind that asks nothing here: identity providers, canonical users.
        record Stranger(String kind, String name) implements Named {}
    }

    /// How well a caller is meant: by name, or only as one of an account, which takes a policy of the caller's too.
    enum Meant {
        BY_NAME,
        BY_ACCOUNT,
        NOT
    }

    default Meant meant(Asking asking) {
        return switch (this) {
            case Holder() -> Meant.NOT;
            case Only(List<Named> named) -> best(named, asking);
            case AllBut(List<Named> named) -> best(named, asking) == Meant.NOT ? Meant.BY_ACCOUNT : Meant.NOT;
        };
    }

    private static Meant best(List<Named> named, Asking asking) {
        return named.stream().map(asking::meantBy).min(Meant::compareTo).orElse(Meant.NOT);
    }
}
