package io.argosy.hosts;

import io.argosy.wire.access.Secret;
import java.net.URI;
import java.util.List;

/// How new hosts join: which server and cluster, a token that is good for as many as are launched, and what else their
/// agents are told.
public record Joining(URI endpoint, String cluster, Secret token, List<String> agentFlags) {
    public Joining {
        agentFlags = List.copyOf(agentFlags);
    }
}
