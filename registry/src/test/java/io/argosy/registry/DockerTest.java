package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.argosy.shapes.ecr.CreateRepositoryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people do: log in with the AWS CLI's password, push, pull, and look with `aws ecr`. Needs a Docker engine and
/// the AWS CLI v2 on this machine.
@Tag("engine")
final class DockerTest {
    private static final List<String> CLI_PLACES = List.of("/usr/bin/aws", "/usr/local/bin/aws");
    private static final int BIG_MIB = 200;

    @TempDir
    Path folder;

    private RegistryServer server;
    private final List<String> images = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(Path.of("/var/run/docker.sock")), "a Docker engine");
        server = RegistryServer.over(folder.resolve("server"));
    }

    @AfterEach
    void stop() throws IOException {
        for (String image : images) {
            docker("rmi", "-f", image);
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theAwsCliLogsDockerInAndSeesWhatItPushed() throws IOException {
        aws("create-repository", "--repository-name", "team/web").succeeded();
        login(aws("get-login-password").succeeded().strip());
        String image = madeImage("team/web:v1", "hello");

        docker("push", image).succeeded();

        assertThat(aws("list-images", "--repository-name", "team/web", "--query", "imageIds[0].imageTag")
                        .succeeded())
                .contains("v1");
        assertThat(aws("describe-images", "--repository-name", "team/web").succeeded())
                .contains("vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void whatIsPushedCanBePulledElsewhereByTagAndDigest() throws IOException {
        login();
        String image = madeImage("made-on-push:v1", "hello");
        String id = docker("inspect", "-f", "{{.Id}}", image).succeeded();
        String pushed = docker("push", image).succeeded();
        String digest = pushed.replaceAll("(?s).*digest: (sha256:[0-9a-f]{64}).*", "$1");
        docker("rmi", image).succeeded();

        docker("pull", image).succeeded();
        docker("pull", server.authority() + "/made-on-push@" + digest).succeeded();

        assertThat(docker("inspect", "-f", "{{.Id}}", image).succeeded()).isEqualTo(id);
    }

    @Test
    void dockerIsToldThatAnImmutableTagStays() throws IOException {
        new EcrCalls(server)
                .create(CreateRepositoryRequest.builder()
                        .repositoryName("fixed")
                        .imageTagMutability("IMMUTABLE"));
        login();
        docker("push", madeImage("fixed:v1", "one")).succeeded();

        Command again = docker("push", madeImage("fixed:v1", "two"));

        assertThat(again.status()).isNotZero();
        assertThat(again.output()).contains("cannot be overwritten because the tag is immutable");
    }

    @Test
    void aStrangerIsNotLetIn() throws IOException {
        Command login = docker(OciClient.bytes("guess"), "login", "-u", "AWS", "--password-stdin", server.authority());

        assertThat(login.status()).isNotZero();
        assertThat(docker("pull", server.authority() + "/team/web:v1").output()).contains("no basic auth credentials");
    }

    @Test
    void aBigImageGoesThroughAndItsSpeedIsPrinted() throws IOException {
        login();
        byte[] noise = new byte[BIG_MIB << 20];
        new Random(7).nextBytes(noise);
        Path file = Files.write(folder.resolve("noise"), noise);
        String image = image("big:v1");
        images.add(docker(tar(file), "import", "-", image).succeeded().strip());

        long pushed = timed(() -> docker("push", image).succeeded());
        docker("rmi", image).succeeded();
        long pulled = timed(() -> docker("pull", image).succeeded());

        System.out.printf(
                "docker push of %d MiB: %d ms (%d MiB/s), pull: %d ms%n",
                BIG_MIB, pushed, BIG_MIB * 1000L / pushed, pulled);
    }

    private interface Step {
        Object run() throws IOException;
    }

    private static long timed(Step step) throws IOException {
        long started = System.nanoTime();
        assertThat(step.run()).isNotNull();
        return Math.max(1, (System.nanoTime() - started) / 1_000_000);
    }

    private void login() throws IOException {
        login(server.token());
    }

    private void login(String password) throws IOException {
        docker(OciClient.bytes(password), "login", "-u", "AWS", "--password-stdin", server.authority())
                .succeeded();
    }

    private String madeImage(String name, String content) throws IOException {
        String image = image(name);
        Path file = Files.writeString(folder.resolve("content"), content);
        images.add(docker(tar(file), "import", "-", image).succeeded().strip());
        return image;
    }

    private String image(String name) {
        return server.authority() + "/" + name;
    }

    private byte[] tar(Path file) throws IOException {
        Path tar = folder.resolve("layer.tar");
        Command.run(
                        Map.of(),
                        new byte[0],
                        List.of(
                                "tar",
                                "-cf",
                                tar.toString(),
                                "-C",
                                folder.toString(),
                                file.getFileName().toString()))
                .succeeded();
        return Files.readAllBytes(tar);
    }

    private Command docker(String... words) throws IOException {
        return docker(new byte[0], words);
    }

    private Command docker(byte[] input, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("docker", "--config", folder.resolve("docker").toString()));
        command.addAll(List.of(words));
        return Command.run(Map.of(), input, command);
    }

    private Command aws(String... words) throws IOException {
        String cli = CLI_PLACES.stream()
                .filter(place -> Files.exists(Path.of(place)))
                .findFirst()
                .orElse("aws");
        List<String> command =
                new ArrayList<>(List.of(cli, "--endpoint-url", server.endpoint().toString(), "ecr"));
        command.addAll(List.of(words));
        return Command.run(
                Map.of(
                        "AWS_ENDPOINT_URL",
                        server.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        RegistryServer.KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        RegistryServer.SECRET,
                        "AWS_DEFAULT_REGION",
                        RegistryServer.REGION,
                        "AWS_CONFIG_FILE",
                        folder.resolve("none").toString(),
                        "AWS_PAGER",
                        ""),
                new byte[0],
                command);
    }
}
