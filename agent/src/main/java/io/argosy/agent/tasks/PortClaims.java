package io.argosy.agent.tasks;

import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of our tasks holds which fixed host port. Who comes too late waits until the holder has stopped, and holds up
/// nobody else meanwhile (agent-protocol 9.5).
final class PortClaims {
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, Runnable> waiting = new HashMap<>();

    /// Takes all of the task's fixed ports or none; `whenFree` is called once some were given back.
    synchronized boolean claim(AcsTask task, Runnable whenFree) {
        Set<String> wanted = fixedPorts(task);
        boolean free = wanted.stream()
                .allMatch(port -> holders.getOrDefault(port, task.arn()).equals(task.arn()));
        if (free) {
            wanted.forEach(port -> holders.put(port, task.arn()));
            waiting.remove(task.arn());
        } else {
            waiting.put(task.arn(), whenFree);
        }
        return free;
    }

    void release(AcsTask task) {
        Set<Runnable> wake;
        synchronized (this) {
            waiting.remove(task.arn());
            boolean held = holders.values().removeIf(task.arn()::equals);
            wake = held ? new HashSet<>(waiting.values()) : Set.of();
        }
        wake.forEach(Runnable::run);
    }

    private static Set<String> fixedPorts(AcsTask task) {
        if (PauseContainer.holdsNetwork(task)) {
            return Set.of();
        }
        boolean host = task.networkMode().orElse("").equals("host");
        return task.containers().stream()
                .flatMap(container -> container.portMappings().stream())
                .filter(mapping -> host || mapping.hostPort() > 0)
                .map(mapping -> port(mapping, host))
                .collect(Collectors.toSet());
    }

    private static String port(AcsContainer.PortMapping mapping, boolean host) {
        return mapping.protocol().orElse("tcp") + "/" + (host ? mapping.containerPort() : mapping.hostPort());
    }
}
