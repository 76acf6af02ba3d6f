package io.argosy.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Builds a folder's image with the machine's engine and brings it to the registry, by the `docker` of the machine.
final class ImageBuild {
    private static final int BRIEF = 12;
    private static final int LONGEST_TAG = 128;
    private static final Pattern LAYER =
            Pattern.compile("([0-9a-f]{12}): (Pushed|Layer already exists|Mounted from .*)");
    private static final Pattern DIGEST = Pattern.compile(".*digest: (sha256:[0-9a-f]{64}).*");

    private final Project project;
    private final List<String> options;
    private final Calls calls;
    private final Telling telling;
    private final Program program;

    ImageBuild(Project project, Calls calls, Telling telling) {
        this(project, List.of(), calls, telling);
    }

    /// With words more for `docker build`.
    ImageBuild(Project project, List<String> options, Calls calls, Telling telling) {
        this.project = project;
        this.options = List.copyOf(options);
        this.calls = calls;
        this.telling = telling;
        this.program = new Program(project.folder(), Map.of());
    }

    /// An image of this machine's engine, under its name at the registry.
    record Built(String repository, String version) {
        String name() {
            return repository + ":" + version;
        }
    }

    /// Its version is what is said, what git says of the folder, or what the image itself is.
    Built build(String said) throws IOException, InterruptedException {
        String repository = calls.repository(project.name());
        Path id = Files.createTempFile("argosy-image", ".id");
        try {
            telling.step(
                    "Building " + project.folder().resolve(project.content().dockerfile()));
            List<String> words = new ArrayList<>(List.of("docker", "build", "--iidfile", id.toString()));
            words.addAll(options);
            words.addAll(List.of("-f", project.content().dockerfile(), "."));
            builder().run(words, "", telling::passing);
            String image = Files.readString(id).strip();
            var built = new Built(repository, version(said, image));
            program.run(List.of("docker", "tag", image, built.name()), "", telling::passing);
            telling.fact("built " + built.name());
            return built;
        } finally {
            Files.deleteIfExists(id);
        }
    }

    /// BuildKit where the engine's client has it.
    private Program builder() throws InterruptedException {
        boolean buildKit =
                !program.answer(List.of("docker", "buildx", "version")).isEmpty();
        return buildKit ? program : new Program(project.folder(), Map.of("DOCKER_BUILDKIT", "0"));
    }

    private String version(String said, String image) throws IOException, InterruptedException {
        if (!said.isEmpty()) {
            if (!said.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
                throw new IOException("--version " + said + " is no tag of an image");
            }
            return said;
        }
        String described = program.answer(List.of("git", "describe", "--tags", "--always", "--dirty"))
                .replaceAll("[^A-Za-z0-9._-]", "-");
        String hash = image.substring(image.indexOf(':') + 1).substring(0, BRIEF);
        if (described.isEmpty()) {
            return hash;
        }
        // What is not committed has no version of its own.
        String version = described.endsWith("-dirty") ? described + "-" + hash : described;
        return version.substring(0, Math.min(LONGEST_TAG, version.length()));
    }

    /// The digest that the registry has it under.
    String push(Built built) throws IOException, InterruptedException {
        telling.step("Pushing " + built.name());
        Path login = Files.createTempDirectory("argosy-docker");
        try {
            String registry = built.repository().substring(0, built.repository().indexOf('/'));
            List<String> docker = List.of("docker", "--config", login.toString());
            program.run(
                    with(docker, "login", "-u", "AWS", "--password-stdin", registry),
                    calls.registryPassword(),
                    telling::passing);
            var digest = new StringBuilder();
            program.run(with(docker, "push", built.name()), "", line -> pushed(line, digest));
            if (digest.isEmpty()) {
                throw new IOException("docker push " + built.name() + " did not say the digest of the image");
            }
            return digest.toString();
        } finally {
            Files.deleteIfExists(login.resolve("config.json"));
            Files.deleteIfExists(login);
        }
    }

    private static List<String> with(List<String> docker, String... words) {
        return Stream.concat(docker.stream(), Stream.of(words)).toList();
    }

    private void pushed(String line, StringBuilder digest) {
        Matcher layer = LAYER.matcher(line.strip());
        Matcher said = DIGEST.matcher(line);
        if (layer.matches()) {
            telling.fact("layer " + layer.group(1) + ": " + layer.group(2).toLowerCase(Locale.ROOT));
        } else if (said.matches()) {
            digest.append(said.group(1));
        } else {
            telling.passing(line);
        }
    }
}
