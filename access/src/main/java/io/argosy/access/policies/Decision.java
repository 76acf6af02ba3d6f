package io.argosy.access.policies;

/// What policies say to a request: yes, no, or nothing, which is a no that another policy may overrule.
public enum Decision {
    ALLOWED,
    DENIED,
    SILENT;

    /// What two of them say together: a no outweighs everything.
    public Decision and(Decision other) {
        if (this == DENIED || other == DENIED) {
            return DENIED;
        }
        return this == ALLOWED || other == ALLOWED ? ALLOWED : SILENT;
    }
}
