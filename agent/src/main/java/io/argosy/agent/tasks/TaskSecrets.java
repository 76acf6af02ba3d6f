package io.argosy.agent.tasks;

import io.argosy.environmentfiles.EnvironmentFiles;
import io.argosy.environmentfiles.FileRefused;
import io.argosy.firelens.LogRouting;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import io.argosy.wire.acs.AcsContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The values of tasks' secrets. Those of all containers are read before the first one is made, so that none starts
/// where one cannot; they are in memory only, until the task is over.
public final class TaskSecrets {
    private final SecretReader reader;
    private final EnvironmentFiles files;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    public TaskSecrets(SecretReader reader, EnvironmentFiles files) {
        this.reader = reader;
        this.files = files;
    }

    /// The variables of a container's files, in its execution role's name.
    Map<String, String> ofFiles(TaskRecord task, String container)
            throws FileRefused, SecretRefused, IOException, InterruptedException {
        List<String> named = task.given(container).environmentFiles().stream()
                .map(AcsContainer.EnvironmentFile::value)
                .toList();
        return named.isEmpty() ? Map.of() : files.read(reader.key(task.arn()), named);
    }

    /// The variables of a container that are secret, and options of its log driver.
    record Values(Map<String, Secret> variables, Map<String, Secret> logOptions) {
        static final Values NONE = new Values(Map.of(), Map.of());
    }

    /// What was read for a task, by container.
    private static final class Reading {
        private Optional<Map<String, Values>> values = Optional.empty();
    }

    /// An [IOException] says that nobody knows: the server was not there to ask.
    Values of(TaskRecord task, String container) throws SecretRefused, IOException, InterruptedException {
        if (task.task().containers().stream().allMatch(one -> one.secrets().isEmpty())) {
            return Values.NONE;
        }
        Reading reading = readings.computeIfAbsent(task.arn(), _ -> new Reading());
        synchronized (reading) {
            if (reading.values.isEmpty()) {
                reading.values = Optional.of(read(task));
            }
            return reading.values.get().getOrDefault(container, Values.NONE);
        }
    }

    void forget(String task) {
        readings.remove(task);
    }

    private Map<String, Values> read(TaskRecord task) throws SecretRefused, IOException, InterruptedException {
        AccessKey key = reader.key(task.arn());
        Map<String, Map<String, Secret>> parameters = parameters(key, task);
        Map<String, Values> all = new HashMap<>();
        for (AcsContainer container : task.task().containers()) {
            Map<String, Secret> variables = new LinkedHashMap<>();
            Map<String, Secret> options = new LinkedHashMap<>();
            for (AcsContainer.Secret secret : container.secrets()) {
                Secret value = secret.provider().equals(AcsContainer.Secret.SECRETS)
                        ? reader.secret(key, secret.region(), SecretAddress.parse(secret.valueFrom()))
                        : parameter(parameters.getOrDefault(secret.region(), Map.of()), secret.valueFrom());
                (secret.ofLogDriver() ? options : variables).put(secret.name(), value);
            }
            all.put(container.name(), new Values(variables, options));
        }
        LogRouting.of(task.task()).ifPresent(routing -> toRouter(routing, task, all));
        return all;
    }

    /// Secret options of a log that goes to a router are the router's to know.
    private static void toRouter(LogRouting routing, TaskRecord task, Map<String, Values> all) {
        Values ofRouter = all.getOrDefault(routing.router(), Values.NONE);
        Map<String, Secret> variables = new LinkedHashMap<>(ofRouter.variables());
        for (String sender : routing.senders().keySet()) {
            Values own = all.getOrDefault(sender, Values.NONE);
            own.logOptions()
                    .forEach((option, value) -> variables.put(LogRouting.variable(task.task(), sender, option), value));
            all.put(sender, new Values(own.variables(), Map.of()));
        }
        all.put(
                routing.router(),
                new Values(
                        variables,
                        all.getOrDefault(routing.router(), Values.NONE).logOptions()));
    }

    private static Secret parameter(Map<String, Secret> values, String name) throws SecretRefused {
        Optional<Secret> value = Optional.ofNullable(values.get(name));
        return value.orElseThrow(() -> SecretRefused.ofParameters("invalid parameters: " + name));
    }

    /// By region, many with one request.
    private Map<String, Map<String, Secret>> parameters(AccessKey key, TaskRecord task)
            throws SecretRefused, IOException {
        Map<String, List<String>> names = new LinkedHashMap<>();
        task.task().containers().stream()
                .flatMap(container -> container.secrets().stream())
                .filter(secret -> secret.provider().equals(AcsContainer.Secret.PARAMETERS))
                .forEach(secret -> {
                    List<String> known = names.computeIfAbsent(secret.region(), _ -> new ArrayList<>());
                    if (!known.contains(secret.valueFrom())) {
                        known.add(secret.valueFrom());
                    }
                });
        Map<String, Map<String, Secret>> values = new HashMap<>();
        for (Map.Entry<String, List<String>> region : names.entrySet()) {
            values.put(region.getKey(), reader.parameters(key, region.getKey(), region.getValue()));
        }
        return values;
    }
}
