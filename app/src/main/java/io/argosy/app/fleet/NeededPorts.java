package io.argosy.app.fleet;

import io.argosy.app.configuration.Listen;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.usage.PortHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The ports of this machine that server and sample listen on. One that somebody else has is told, with whom, before
/// anything starts; what an earlier `up` started may have them.
final class NeededPorts {
    private final FleetPaths home;
    private final Listen listen;
    private final Command command;
    private final OwnContainers containers;

    NeededPorts(FleetPaths home, Listen listen, Command command, OwnContainers containers) {
        this.home = home;
        this.listen = listen;
        this.command = command;
        this.containers = containers;
    }

    /// An `IOException` with a line for each port that cannot be had.
    void check(boolean serverRuns) throws IOException, InterruptedException {
        List<String> taken = new ArrayList<>();
        if (!serverRuns && !free(listen.host(), listen.port())) {
            taken.add("port " + listen.port() + " is in use by " + told(PortHolder.of(listen.port()))
                    + ": stop it, or let the server listen elsewhere: " + elsewhere());
        }
        List<String> ours = containers.running();
        for (int port : ofSample()) {
            stranger(port, ours)
                    .ifPresent(holder -> taken.add("port " + port + " is in use by " + holder
                            + ": the sample needs it; stop it, then say `up` again"));
        }
        if (!taken.isEmpty()) {
            throw new IOException(String.join("\n", taken));
        }
    }

    private String elsewhere() {
        Path kept = home.settings();
        return Files.exists(kept)
                ? "`listen` in " + kept
                : "ARGOSY_LISTEN=127.0.0.1:" + (listen.port() + 1) + " ./argosy up";
    }

    private Set<Integer> ofSample() throws IOException {
        Set<Integer> ports = new TreeSet<>(Set.of(ThisMachine.PAGE.getPort()));
        for (SampleComponent part : SampleComponent.all(home.samples().resolve("shop"))) {
            Api.read(Files.readString(part.taskDefinition()), RegisterTaskDefinitionRequest.STRUCTURE)
                    .containerDefinitions()
                    .stream()
                    .map(ContainerDefinition::portMappings)
                    .flatMap(Optional::stream)
                    .flatMap(List::stream)
                    .map(PortMapping::hostPort)
                    .flatMap(Optional::stream)
                    .forEach(ports::add);
        }
        return ports;
    }

    /// Who has a port, unless it is one of our own containers.
    private Optional<String> stranger(int port, List<String> ours) throws IOException, InterruptedException {
        List<String> publishing = command.lines(
                List.of("docker", "ps", "--no-trunc", "--filter", "publish=" + port, "--format", "{{.ID}} {{.Names}}"));
        if (!publishing.isEmpty()) {
            String[] first = publishing.getFirst().split(" ", 2);
            return ours.contains(first[0]) ? Optional.empty() : Optional.of("container " + first[1]);
        }
        if (free("0.0.0.0", port)) {
            return Optional.empty();
        }
        Optional<PortHolder> holder = PortHolder.of(port);
        boolean own = holder.isPresent()
                ? inside(holder.get(), ours)
                : !containers.onHostNetwork().isEmpty();
        return own ? Optional.empty() : Optional.of(told(holder));
    }

    private static String told(Optional<PortHolder> holder) {
        return holder.map(PortHolder::toString).orElse("a process of another user");
    }

    private static boolean inside(PortHolder holder, List<String> containers) throws IOException {
        String cgroup = Files.readString(Path.of("/proc", Long.toString(holder.pid()), "cgroup"));
        return containers.stream().anyMatch(cgroup::contains);
    }

    private static boolean free(String host, int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
