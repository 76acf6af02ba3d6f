package io.argosy.agent.tasks;

import io.argosy.wire.acs.RoleCredentials;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of tasks' roles, in memory only: the control plane sends them again after a restart.
public final class TaskCredentials {
    private final Map<String, RoleCredentials> byId = new ConcurrentHashMap<>();

    public void put(RoleCredentials credentials) {
        byId.put(credentials.credentialsId(), credentials);
    }

    public Optional<RoleCredentials> find(String credentialsId) {
        return Optional.ofNullable(byId.get(credentialsId));
    }

    public void forget(String credentialsId) {
        byId.remove(credentialsId);
    }
}
