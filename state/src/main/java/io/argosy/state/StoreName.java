package io.argosy.state;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;

/// The name of a store in the journal: that of a realm's account, or of what one of its clusters holds.
sealed interface StoreName {
    AccountRegion realm();

    record OfAccount(AccountRegion realm) implements StoreName {
        @Override
        public String toString() {
            return realm.account() + "/" + realm.region();
        }
    }

    record OfCluster(AccountRegion realm, ClusterName cluster) implements StoreName {
        @Override
        public String toString() {
            return realm.account() + "/" + realm.region() + "/" + cluster;
        }
    }

    /// What is no such name is an `IllegalArgumentException`.
    static StoreName parse(String text) {
        String[] parts = text.split("/", -1);
        return switch (parts.length) {
            case 2 -> new OfAccount(new AccountRegion(parts[0], parts[1]));
            case 3 -> new OfCluster(new AccountRegion(parts[0], parts[1]), new ClusterName(parts[2]));
            default -> throw new IllegalArgumentException("not the name of a store: " + text);
        };
    }
}
