package io.argosy.views;

import java.util.Locale;

/// What a past is asked of: a cluster, one of its services, one of its tasks.
public record PastSubject(Kind kind, String cluster, String name) {
    /// The kinds there are.
    public enum Kind {
        CLUSTER,
        SERVICE,
        TASK
    }

    /// As a command names it; a cluster is named for itself.
    public static PastSubject of(String kind, String name, String cluster) {
        Kind known = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        return new PastSubject(known, known == Kind.CLUSTER && !name.isEmpty() ? name : cluster, name);
    }

    /// Whether a word is that of a kind.
    public static boolean names(String word) {
        return word.equals("cluster") || word.equals("service") || word.equals("task");
    }

    /// What ARNs of it have in them.
    String inArns() {
        return switch (kind) {
            case CLUSTER -> "/" + cluster;
            case SERVICE -> "service/" + cluster + "/" + name;
            case TASK -> "task/" + cluster + "/" + name;
        };
    }
}
