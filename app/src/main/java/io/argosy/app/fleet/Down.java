package io.argosy.app.fleet;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `argosy down`: agent and server end, then the containers they ran are stopped, so that nothing replaces them. What
/// the server knows stays: the next `up` brings back what ran. Purging takes everything away.
public final class Down {
    private static final List<String> VOLUMES = List.of("-queue", "-reports");

    private final FleetPaths home;
    private final URI endpoint;
    private final Terminal terminal;
    private final Command command;

    public Down(FleetPaths home, URI endpoint, Terminal terminal) {
        this.home = home;
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.command = new Command(home.program(), home.data().resolve("down.log"));
    }

    public void run(boolean purge) throws IOException, InterruptedException {
        if (!Files.isDirectory(home.data())) {
            terminal.step("Nothing was started from " + home.data());
            return;
        }
        var processes = new LocalProcesses(home, endpoint, terminal);
        List<String> containers = processes.server().running() ? containers() : List.of();
        stop("agent", processes.agent());
        stop("server", processes.server());
        if (!containers.isEmpty()) {
            terminal.step("Stopping " + containers.size() + " containers");
            onEach(List.of("docker", "stop", "-t", "30"), containers);
        }
        if (purge) {
            purge(containers);
        } else {
            terminal.step("The data stays in " + home.data() + "; `down --purge` removes it");
        }
    }

    private void stop(String name, Background process) throws IOException, InterruptedException {
        terminal.step(
                process.stop(LocalProcesses.STOP) ? "The " + name + " has ended" : "The " + name + " was not running");
    }

    /// The containers of the tasks that run, by Docker's ids.
    private List<String> containers() throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            var identity = new AwsCredentialsChain(home.awsFiles()).find();
            List<Task> tasks = new Api(new ApiClient(outbound, endpoint, identity, InstantSource.system())).tasks();
            return tasks.stream()
                    .flatMap(task -> task.containers().orElse(List.of()).stream())
                    .map(Container::runtimeId)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void purge(List<String> containers) throws IOException, InterruptedException {
        terminal.step("Removing the sample's containers, volumes and images, and " + home.data());
        onEach(List.of("docker", "rm", "-f", "-v"), containers);
        for (SampleComponent part : SampleComponent.all(home.samples().resolve("shop"))) {
            onEach(
                    List.of("docker", "rm", "-f", "-v"),
                    listed("ps", "-aq", "--filter", "label=com.amazonaws.ecs.task-definition-family=" + part.family()));
            onEach(
                    List.of("docker", "rmi", "-f"),
                    listed("images", "-q", endpoint.getAuthority() + "/" + part.repository()));
        }
        String volumes = home.volumes();
        onEach(
                List.of("docker", "volume", "rm"),
                VOLUMES.stream().map(volumes::concat).toList());
        onEach(List.of("docker", "rmi", "-f"), listed("images", "-q", "--filter", "label=argosy.recipe", "base/*"));
        removeAll(home.data());
    }

    private List<String> listed(String... words) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("docker"));
        whole.addAll(List.of(words));
        return command.lines(whole);
    }

    private void onEach(List<String> words, List<String> names) throws IOException, InterruptedException {
        if (!names.isEmpty()) {
            List<String> whole = new ArrayList<>(words);
            whole.addAll(names.stream().distinct().toList());
            if (!command.succeeds(whole)) {
                terminal.step("  not everything was there any more: " + String.join(" ", whole));
            }
        }
    }

    private static void removeAll(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            // The engine's own note is still needed: the launcher stops the engine afterwards and removes it.
            if (!path.equals(folder) && !path.getFileName().toString().equals("engine.pid")) {
                Files.deleteIfExists(path);
            }
        }
    }
}
