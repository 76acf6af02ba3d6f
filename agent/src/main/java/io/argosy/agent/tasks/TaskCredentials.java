package io.argosy.agent.tasks;

import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import io.argosy.wire.acs.RoleCredentials;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of tasks' roles, in memory only: the control plane sends them again after a restart. Those of execution
/// roles are the agent's to use for the task; containers cannot ask for them, so they are kept apart.
public final class TaskCredentials {
    private final Map<String, RoleCredentials> byId = new ConcurrentHashMap<>();
    private final Map<String, RoleCredentials> ofExecution = new ConcurrentHashMap<>();

    public void put(RoleCredentials credentials) {
        byId.put(credentials.credentialsId(), credentials);
    }

    public Optional<RoleCredentials> find(String credentialsId) {
        return Optional.ofNullable(byId.get(credentialsId));
    }

    public void putExecution(String task, RoleCredentials credentials) {
        ofExecution.put(task, credentials);
    }

    /// What the agent signs with in the name of the task's execution role.
    public Optional<AccessKey> execution(String task) {
        return Optional.ofNullable(ofExecution.get(task))
                .map(keys -> new AccessKey(
                        keys.accessKeyId(), new Secret(keys.secretAccessKey()), new Secret(keys.sessionToken())));
    }

    public void forgetExecution(String task) {
        ofExecution.remove(task);
    }

    public void forget(String credentialsId) {
        byId.remove(credentialsId);
    }
}
