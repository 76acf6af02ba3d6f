package io.argosy.wire.access;

/// Who signed a request, and for which region and service: the outcome of a good signature.
public record Identity(Credential credential, CredentialScope scope) {}
