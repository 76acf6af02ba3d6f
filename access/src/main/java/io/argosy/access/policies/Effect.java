package io.argosy.access.policies;

/// What a statement does to the requests it is about.
enum Effect {
    ALLOW,
    DENY
}
