package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Builds the sample's images with the engine and pushes them to our registry.
final class SampleImages {
    private final FleetPaths home;
    private final String registry;
    private final Api api;
    private final Command command;
    private final Terminal terminal;
    private boolean ready;

    SampleImages(FleetPaths home, String registry, Api api, Command command, Terminal terminal) {
        this.home = home;
        this.registry = registry;
        this.api = api;
        this.command = command;
        this.terminal = terminal;
    }

    /// Builds and pushes one part's image under the next free number, which it answers.
    String ship(SampleComponent part) throws IOException, InterruptedException {
        makeReady();
        String version = nextVersion(part);
        String image = registry + "/" + part.repository() + ":" + version;
        List<String> build = List.of(
                "docker",
                "build",
                "-t",
                image,
                "--build-arg",
                "VERSION=" + version,
                "-f",
                part.deployer().resolve(part.name()).resolve("Dockerfile").toString(),
                part.deployer().toString());
        terminal.command(String.join(" ", build));
        command.run(build);
        terminal.command("docker push " + image);
        command.run(List.of("docker", "--config", dockerConfig(), "push", image));
        return version;
    }

    /// Base images and a login, once, and only when something is to be built.
    private void makeReady() throws IOException, InterruptedException {
        if (ready) {
            return;
        }
        Path make = home.samples().resolve("base").resolve("make");
        terminal.step("Base images, from Debian packages and this JDK");
        terminal.command(make.toString());
        command.run(List.of(make.toString()));
        terminal.step("Images of the sample");
        terminal.command("aws ecr get-login-password | docker login --username AWS --password-stdin " + registry);
        // A configuration of our own: the user's keeps no password of ours.
        command.run(
                List.of("docker", "--config", dockerConfig(), "login", "-u", "AWS", "--password-stdin", registry),
                api.registryPassword());
        ready = true;
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
