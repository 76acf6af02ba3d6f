package io.argosy.agent.tasks;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Found;
import io.argosy.usage.PortHolder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says who has the port for which an engine refused to start a container: a container of its own, or a process of this
/// host. The engine itself says only which port it is.
final class TakenPort {
    private static final Pattern REFUSAL = Pattern.compile("address already in use|port is already allocated");

    /// As in `0.0.0.0:80`, `[::]:80`, `:::80`.
    private static final Pattern ADDRESS = Pattern.compile("(?:[0-9]+(?:\\.[0-9]+){3}|\\[[0-9a-f:]*]|::):([0-9]{1,5})");

    private final Docker docker;

    TakenPort(Docker docker) {
        this.docker = docker;
    }

    /// The refusal, with the holder of the port behind it when it is about one and the holder can be found.
    String explained(String refusal) {
        Matcher address = ADDRESS.matcher(refusal);
        if (!REFUSAL.matcher(refusal).find() || !address.find()) {
            return refusal;
        }
        int port = Integer.parseInt(address.group(1));
        boolean udp = refusal.contains("udp");
        return container(port, udp)
                .or(() -> (udp ? PortHolder.ofUdp(port) : PortHolder.of(port)).map(PortHolder::toString))
                .map(holder -> refusal + " (" + (udp ? "udp" : "tcp") + " port " + port + " is held by " + holder + ")")
                .orElse(refusal);
    }

    private Optional<String> container(int port, boolean udp) {
        try {
            return docker.publishing(port, udp ? "udp" : "tcp").stream()
                    .map(Found::name)
                    .map(name -> "container " + name)
                    .findFirst();
        } catch (DockerException unknown) {
            return Optional.empty();
        }
    }
}
