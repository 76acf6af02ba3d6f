package io.argosy.access.policies;

/// One thing that somebody wants to do: an action, the ARN it is done to (`*` where it has none), and the rest.
public record PolicyRequest(String action, String resource, RequestContext context) {}
