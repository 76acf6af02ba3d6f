package io.argosy.firelens;

import io.argosy.docker.ContainerRequest;
import io.argosy.docker.InvalidContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// FireLens on this host: what makes a container the log router of its task, and others log to it. The engine sends
/// to the router's socket and goes on while the router is not there; a container may use the port itself.
public final class LogRouters {
    private static final String ENGINES_DRIVER = "fluentd";

    private final RouterFiles files;
    private final String cluster;

    /// `folder` is the agent's own.
    public LogRouters(Path folder, String cluster) {
        this.files = new RouterFiles(folder.resolve("firelens"));
        this.cluster = cluster;
    }

    /// The variables by which a container finds the port of its task's router, which is at `address`.
    public static Map<String, String> variables(AcsTask task, String container, Optional<String> address) {
        Optional<String> reachable = LogRouting.of(task)
                .filter(routing -> routing.routes(container))
                .flatMap(_ -> RouterConfiguration.listensAt(task))
                .flatMap(listens -> listens.startsWith("127.") ? Optional.of(listens) : address);
        return reachable
                .map(host -> Map.of("FLUENT_HOST", host, "FLUENT_PORT", String.valueOf(RouterConfiguration.PORT)))
                .orElse(Map.of());
    }

    /// The request with what its container's part in the routing adds to it. What is added is this agent's choice and
    /// not the task's, so it comes after the host's own rules.
    public ContainerRequest routed(ContainerRequest request, AcsTask task, String container) throws InvalidContainer {
        Optional<LogRouting> routing = LogRouting.of(task);
        ContainerRequest routed = request;
        if (routing.isPresent() && routing.get().router().equals(container)) {
            routed = router(routed, routing.get(), task);
        }
        if (routing.isPresent() && routing.get().routes(container)) {
            routed = routed.withLog(ENGINES_DRIVER, driver(routing.get().optionsOf(container), task, container));
        }
        return routed;
    }

    private ContainerRequest router(ContainerRequest request, LogRouting routing, AcsTask task)
            throws InvalidContainer {
        try {
            files.write(task, RouterConfiguration.of(routing, task, cluster));
        } catch (IOException unwritable) {
            throw new InvalidContainer(
                    "ResourceInitializationError",
                    "the log router's configuration cannot be written: " + unwritable.getMessage());
        }
        String configuration = switch (routing.type()) {
            case FLUENTD -> "/fluentd/etc/fluent.conf";
            case FLUENTBIT -> "/fluent-bit/etc/fluent-bit.conf";
        };
        return request.withMount(files.configuration(task), configuration, true)
                .withMount(files.socketFolder(task), "/var/run", false);
    }

    private Map<String, String> driver(Map<String, String> asked, AcsTask task, String container) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("tag", RouterConfiguration.tag(container, task));
        options.put("fluentd-address", "unix://" + files.socket(task));
        options.put("fluentd-async", "true");
        options.put("fluentd-sub-second-precision", "true");
        asked.forEach((name, value) -> {
            switch (name) {
                case RouterConfiguration.BUFFER -> options.put("fluentd-buffer-limit", value);
                case "mode", "max-buffer-size" -> options.put(name, value);
                default -> {}
            }
        });
        return options;
    }

    /// Whether the engine may be sent to the socket: a router could lay a link there to another one of this host.
    public boolean reachable(AcsTask task, String container) {
        return LogRouting.of(task)
                .filter(routing -> routing.routes(container) && files.linked(task))
                .isEmpty();
    }

    /// Removes what is left of a task of which nothing runs.
    public void remove(AcsTask task) {
        if (LogRouting.of(task).isPresent()) {
            files.remove(task);
        }
    }
}
