package io.argosy.app.fleet;

import io.argosy.capacity.groups.LocalMaker;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (LocalFleet.isIn(home)) {
            runOnHosts(purge);
        } else {
            runHere(purge);
        }
    }

    /// The server first: it would replace what a host that ends had been running.
    private void runOnHosts(boolean purge) throws IOException, InterruptedException {
        stop("server", new LocalProcesses(home, endpoint, terminal).server());
        // Before it is known how this is set up, no host was made.
        if (Files.exists(home.settings())) {
            new LocalFleet(home, endpoint, terminal, 0, Optional.empty()).end();
        }
        for (Path group : home.groups()) {
            terminal.step("Ending what hosts were made for " + group.getFileName());
            LocalMaker.endAll(group, home.program());
        }
        if (purge) {
            DataDirectory.hold(home.data()).close();
            terminal.step("Removing " + home.data());
            removeAll(home.data());
        } else {
            staysSaid();
        }
    }

    private void staysSaid() {
        terminal.step("The data stays in " + home.data() + "; `down --purge` removes it");
    }

    private void runHere(boolean purge) throws IOException, InterruptedException {
        boolean there = Files.isDirectory(home.data());
        if (there) {
            var processes = new LocalProcesses(home, endpoint, terminal);
            stop("agent", processes.agent());
            stop("server", processes.server());
        }
        var containers = new OwnContainers(home, command);
        List<String> running = running(containers, there);
        if (!running.isEmpty()) {
            stop(running, containers);
        }
        if (!there) {
            terminal.step("Nothing" + (running.isEmpty() ? "" : " else") + " was started from " + home.data());
        } else if (purge) {
            purge(containers);
        } else {
            staysSaid();
        }
    }

    private void stop(String name, Background process) throws IOException, InterruptedException {
        terminal.step(
                process.stop(LocalProcesses.STOP) ? "The " + name + " has ended" : "The " + name + " was not running");
    }

    /// Asked after the agent has ended, which might start one more; the engine knows them whether or not the server
    /// answered, or ever did.
    private List<String> running(OwnContainers containers, boolean there) throws IOException, InterruptedException {
        try {
            return containers.running();
        } catch (IOException noEngine) {
            if (!there) {
                return List.of();
            }
            throw new IOException(
                    "the engine does not answer, so containers of " + home.data()
                            + " may still run: start it, then say `down` again\n" + noEngine.getMessage(),
                    noEngine);
        }
    }

    private void stop(List<String> running, OwnContainers containers) throws IOException, InterruptedException {
        terminal.step("Stopping " + running.size() + " containers");
        List<String> words = new ArrayList<>(List.of("docker", "stop", "-t", "30"));
        words.addAll(running);
        // One that ends by itself meanwhile is no failure: what counts is what is left.
        command.succeeds(words);
        List<String> left = containers.running();
        if (!left.isEmpty()) {
            throw new IOException("the engine did not stop these containers: " + String.join(" ", left));
        }
    }

    private void purge(OwnContainers containers) throws IOException, InterruptedException {
        // A server or agent that nobody started by `up` would lose its data under it.
        DataDirectory.hold(home.data()).close();
        terminal.step("Removing the sample's containers, volumes and images, and " + home.data());
        onEach(List.of("docker", "rm", "-f", "-v"), containers.all());
        for (SampleComponent part : SampleComponent.all(home.samples().resolve("shop"))) {
            // By name: another data directory may have an image of the same content under its own.
            onEach(
                    List.of("docker", "rmi", "-f"),
                    command.lines(List.of(
                            "docker",
                            "images",
                            "--format",
                            "{{.Repository}}:{{.Tag}}",
                            endpoint.getAuthority() + "/" + part.repository())));
        }
        if (Files.isDirectory(home.deployer())) {
            String volumes = home.volumes();
            onEach(
                    List.of("docker", "volume", "rm", "-f"),
                    VOLUMES.stream().map(volumes::concat).toList());
        }
        onEach(
                List.of("docker", "rmi", "-f"),
                command.lines(List.of("docker", "images", "-q", "--filter", "label=argosy.recipe", "base/*")));
        removeAll(home.data());
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
