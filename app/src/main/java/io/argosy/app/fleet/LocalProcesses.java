package io.argosy.app.fleet;

import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.views.Terminal;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the sample stands on: a server and an agent on this machine, in the background.
final class LocalProcesses {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    static final Duration STOP = Duration.ofSeconds(40);

    private final FleetPaths home;
    private final URI endpoint;
    private final Terminal terminal;
    private final Background server;
    private final Background agent;

    LocalProcesses(FleetPaths home, URI endpoint, Terminal terminal) {
        this.home = home;
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.server = new Background("server", home.data());
        this.agent = new Background("agent", home.data());
    }

    Background server() {
        return server;
    }

    Background agent() {
        return agent;
    }

    void startServer() throws IOException, InterruptedException {
        begin(
                server,
                Map.of(),
                "server",
                "--data-dir",
                home.data().toString(),
                "--config",
                home.settings().toString(),
                "--set",
                "registry.create-on-push=true",
                "--set",
                "access.create-roles=true");
        URI health = endpoint.resolve("/healthz");
        await(server, "the server to listen on " + endpoint, () -> Probe.answers(health, home.trust(Map.of())));
    }

    void startAgent(Api api) throws IOException {
        terminal.command("aws ecs create-cluster");
        api.call(Ecs.CREATE_CLUSTER, CreateClusterRequest.builder().build());
        Path folder = home.agent();
        List<String> words =
                new ArrayList<>(List.of("agent", "--endpoint", endpoint.toString(), "--data-dir", folder.toString()));
        if (endpoint.getScheme().equals("https") && home.trust(Map.of()) instanceof Trust.OfFile(Path ca)) {
            words.addAll(List.of("--ca-file", ca.toString()));
        }
        words.addAll(home.agentFlags());
        begin(agent, joining(folder, api), words.toArray(String[]::new));
    }

    void awaitAgent(Api api) throws IOException, InterruptedException {
        terminal.command("aws ecs list-container-instances");
        await(agent, "the agent to join", () -> connected(api));
    }

    /// An agent without a key of its own is given a token to get one, whether it is new or from the days when agents
    /// signed with the account's key. The account's key itself is none of its business.
    private Map<String, String> joining(Path folder, Api api) throws IOException {
        if (agent.running() || Files.exists(folder.resolve("credentials"))) {
            return Map.of();
        }
        terminal.command("export ARGOSY_JOIN_TOKEN=$(./argosy token create)");
        return Map.of("ARGOSY_JOIN_TOKEN", new JoinTokens(api, "default", terminal).fresh(1, TOKEN_LIFE));
    }

    private void begin(Background process, Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addFirst(home.launcher().toString());
        String state = process.running() ? "running" : "starting";
        terminal.step("The " + words[0] + " is " + state + " (log: " + process.log() + ")");
        if (!process.running()) {
            terminal.command(String.join(" ", command) + " &");
            process.start(home.keeper(), command, environment);
        }
    }

    private void await(Background process, String what, Probe.Question question)
            throws IOException, InterruptedException {
        boolean came = Probe.await(START, () -> !process.running() || question.isSo());
        if (!came || !process.running()) {
            throw new IOException(
                    "waited in vain for " + what + "; its log ends with:\n" + Command.tail(process.log()));
        }
    }

    private static boolean connected(Api api) throws IOException {
        return api.instances().stream()
                .map(ContainerInstance::agentConnected)
                .anyMatch(connected -> connected.orElse(false));
    }
}
