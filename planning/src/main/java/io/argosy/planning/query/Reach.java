package io.argosy.planning.query;

/// What an expression looks at: attributes only, anything the instance registered or is, or what runs on it, too.
public enum Reach {
    ATTRIBUTES,
    INSTANCE,
    LOAD
}
