package io.argosy.registry.access;

import io.argosy.model.AccountRegion;
import java.time.Instant;

/// What a registry token says: in which realm its holder acts, as whom, with which key it was asked for, until when.
public record TokenHolder(AccountRegion realm, String principal, String accessKeyId, Instant expiresAt) {}
