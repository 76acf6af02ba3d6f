package io.argosy.agent.tasks;

import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import io.argosy.wire.acs.RoleCredentials;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of tasks' roles, in memory only: the control plane sends them again after a restart. Those of execution
/// roles are the agent's to use for the task; containers cannot ask for them, so they are kept apart.
public final class TaskCredentials {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, RoleCredentials> byId = new ConcurrentHashMap<>();
    private final Map<String, RoleCredentials> ofExecution = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    public void put(RoleCredentials credentials) {
        byId.put(credentials.credentialsId(), credentials);
    }

    public Optional<RoleCredentials> find(String credentialsId) {
        return Optional.ofNullable(byId.get(credentialsId));
    }

    public void putExecution(String task, RoleCredentials credentials) {
        ofExecution.put(task, credentials);
        lock.lock();
        try {
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The same as `execution`, for what cannot go on without: after a restart it takes a moment until keys are there
    /// again.
    Optional<AccessKey> awaitExecution(String task) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lockInterruptibly();
        try {
            while (execution(task).isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return execution(task);
    }

    /// What the agent signs with in the name of the task's execution role.
    public Optional<AccessKey> execution(String task) {
        return Optional.ofNullable(ofExecution.get(task)).map(TaskCredentials::key);
    }

    /// The same of the role that the task's containers have.
    public Optional<AccessKey> role(String credentialsId) {
        return find(credentialsId).map(TaskCredentials::key);
    }

    private static AccessKey key(RoleCredentials keys) {
        return new AccessKey(keys.accessKeyId(), new Secret(keys.secretAccessKey()), new Secret(keys.sessionToken()));
    }

    public void forgetExecution(String task) {
        ofExecution.remove(task);
    }

    public void forget(String credentialsId) {
        byId.remove(credentialsId);
    }
}
