package io.argosy.capacity.groups;

import io.argosy.wire.access.Secret;
import java.net.URI;
import java.util.Optional;

/// What a new host is told: what it is called, where the server is and by which certificate authority it is known,
/// which cluster and capacity provider it is for, and a token that is good for it alone.
public record Invitation(
        String host, URI endpoint, Optional<String> caFingerprint, String cluster, String provider, Secret token) {}
