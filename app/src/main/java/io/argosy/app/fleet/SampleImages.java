package io.argosy.app.fleet;

import io.argosy.views.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Builds the sample's images with the engine, and pushes them to our registry once the engine knows whom to trust.
final class SampleImages {
    private static final Duration ENGINE = Duration.ofSeconds(60);

    private final FleetPaths home;
    private final String registry;
    private final Api api;
    private final Command command;
    private final Terminal terminal;
    private boolean based;
    private boolean loggedIn;

    SampleImages(FleetPaths home, String registry, Api api, Command command, Terminal terminal) {
        this.home = home;
        this.registry = registry;
        this.api = api;
        this.command = command;
        this.terminal = terminal;
    }

    /// Builds one part's image under the next free number, which it answers.
    String build(SampleComponent part) throws IOException, InterruptedException {
        makeBases();
        String version = nextVersion(part);
        List<String> build = List.of(
                "docker",
                "build",
                "-t",
                image(part, version),
                "--build-arg",
                "VERSION=" + version,
                "-f",
                part.deployer().resolve(part.name()).resolve("Dockerfile").toString(),
                part.deployer().toString());
        terminal.command(String.join(" ", build));
        command.run(build);
        return version;
    }

    void push(SampleComponent part, String version) throws IOException, InterruptedException {
        logIn();
        String image = image(part, version);
        terminal.command("docker push " + image);
        command.run(List.of("docker", "--config", dockerConfig(), "push", image));
    }

    private String image(SampleComponent part, String version) {
        return registry + "/" + part.repository() + ":" + version;
    }

    /// Once, and only when something is to be built. An engine that was just started takes a moment.
    private void makeBases() throws IOException, InterruptedException {
        if (based) {
            return;
        }
        if (!Probe.await(ENGINE, () -> command.succeeds(List.of("docker", "version")))) {
            throw new IOException("no engine to build images with answered within " + ENGINE.toSeconds() + " s");
        }
        Path make = home.samples().resolve("base").resolve("make");
        terminal.step("Base images, from Debian packages and this JDK");
        terminal.command(make.toString());
        command.run(List.of(make.toString()));
        terminal.step("Images of the sample");
        based = true;
    }

    /// Once, and only when something is to be pushed.
    private void logIn() throws IOException, InterruptedException {
        if (loggedIn) {
            return;
        }
        terminal.command("aws ecr get-login-password | docker login --username AWS --password-stdin " + registry);
        // A configuration of our own: the user's keeps no password of ours.
        command.run(
                List.of("docker", "--config", dockerConfig(), "login", "-u", "AWS", "--password-stdin", registry),
                api.registryPassword());
        loggedIn = true;
    }

    private String dockerConfig() {
        return home.deployer().resolve("docker").toString();
    }

    private String nextVersion(SampleComponent part) throws IOException {
        int newest = api.tags(part.repository()).stream()
                .filter(tag -> tag.matches("[0-9]{1,6}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        return String.valueOf(newest + 1);
    }
}
