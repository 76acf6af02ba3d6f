package io.argosy.firelens;

import io.argosy.docker.AskedLog;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.Firelens;
import io.argosy.wire.acs.AcsTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The log router of a task, and the options of each container that logs to it, by its name.
public record LogRouting(
        String router, Type type, Map<String, String> options, Map<String, Map<String, String>> senders) {
    private static final String DRIVER = "awsfirelens";

    enum Type {
        FLUENTD,
        FLUENTBIT
    }

    /// Nothing for a task without a router. A type that is none is an [IllegalArgumentException].
    public static Optional<LogRouting> of(AcsTask task) {
        for (AcsContainer container : task.containers()) {
            if (container.firelensConfiguration().isPresent()) {
                Firelens asked = container.firelensConfiguration().get();
                return Optional.of(new LogRouting(
                        container.name(),
                        Type.valueOf(asked.type().toUpperCase(Locale.ROOT)),
                        asked.options(),
                        senders(task)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Map<String, String>> senders(AcsTask task) {
        Map<String, Map<String, String>> senders = new LinkedHashMap<>();
        for (AcsContainer container : task.containers()) {
            AskedLog.of(container)
                    .filter(log -> log.driver().equals(DRIVER))
                    .ifPresent(log -> senders.put(container.name(), log.options()));
        }
        return senders;
    }

    /// Whether what this container writes goes to the router.
    public boolean routes(String container) {
        return senders.containsKey(container);
    }

    Map<String, String> optionsOf(String sender) {
        return senders.getOrDefault(sender, Map.of());
    }

    /// The variable of the router in which it finds a secret option of a container: the router's configuration is a
    /// file of the host, and no place for its value.
    public static String variable(AcsTask task, String container, String option) {
        List<String> names = task.containers().stream().map(AcsContainer::name).toList();
        return option + "_" + names.indexOf(container);
    }

    /// The secret options of a container, by name, with the variable that has the value.
    static Map<String, String> secretOptions(AcsTask task, String container) {
        Map<String, String> variables = new TreeMap<>();
        task.containers().stream()
                .filter(one -> one.name().equals(container))
                .flatMap(one -> one.secrets().stream())
                .filter(AcsContainer.Secret::ofLogDriver)
                .forEach(secret -> variables.put(secret.name(), variable(task, container, secret.name())));
        return variables;
    }
}
