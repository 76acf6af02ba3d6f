package io.argosy.views;

import io.argosy.agent.tasks.Labels;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Found;
import io.argosy.shapes.argosy.FailedContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The last lines of containers, from the Docker engine of this machine, when it is the one that ran them.
public final class LocalLogs {
    private static final int LINES = 10;
    private static final String SCHEME = "unix://";

    private final Optional<Path> socket;

    /// Of the engine at this address; of none if it is not a socket of this machine.
    public LocalLogs(String engine) {
        this.socket = Optional.of(engine)
                .filter(address -> address.startsWith(SCHEME))
                .map(address -> Path.of(address.substring(SCHEME.length())))
                .filter(Files::exists);
    }

    /// The engine, if there is one; the caller closes it.
    public Optional<Docker> engine() throws IOException {
        return socket.isPresent() ? Optional.of(new Docker(socket.get())) : Optional.empty();
    }

    private static List<String> said(Found container, Docker docker) throws DockerException {
        List<String> lines = new ArrayList<>(docker.lastLines(container.id(), LINES));
        docker.lastHealthOutput(container.id()).ifPresent(output -> lines.add("health check: " + output));
        return lines;
    }

    /// What there is to read here; nothing when the container ran elsewhere or is gone.
    List<String> of(FailedContainer container) {
        String task = container.taskArn().orElse("");
        if (socket.isEmpty() || task.isEmpty() || task.contains("\"")) {
            return List.of();
        }
        try (var docker = new Docker(socket.get())) {
            Optional<Found> here = docker.containers(Labels.TASK + "=" + task).stream()
                    .filter(found -> container
                            .name()
                            .equals(Optional.ofNullable(found.labels().get(Labels.CONTAINER))))
                    .findFirst();
            return here.isPresent() ? said(here.get(), docker) : List.of();
        } catch (DockerException | IOException notHere) {
            return List.of();
        }
    }
}
