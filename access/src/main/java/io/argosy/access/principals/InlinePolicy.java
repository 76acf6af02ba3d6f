package io.argosy.access.principals;

/// A policy that is written into one user or role, its document as it was given.
public record InlinePolicy(String name, String document) {}
