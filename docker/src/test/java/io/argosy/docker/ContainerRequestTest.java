package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.acs.AcsContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerRequestTest {
    @Test
    void plainMembersAreOverlaidByTheTextsAndForcedByTheAgent() throws Exception {
        AcsContainer app = AcsContainer.of("app", "web:1")
                .memory(64)
                .cpu(0)
                .portMappings(List.of(new AcsContainer.PortMapping(80, 8080, Optional.empty())))
                .dockerConfig(
                        "{\"User\":\"nobody\",\"Labels\":{\"mine\":\"1\",\"a\":\"forged\"}}",
                        "{\"NetworkMode\":\"host\",\"Memory\":5,\"LogConfig\":{\"Type\":\"json-file\","
                                + "\"Config\":{\"mode\":\"non-blocking\"}}}")
                .build();

        Map<String, Object> body = TestEngine.request(app, Map.of("a", "agent")).body();

        assertThat(body).containsEntry("Image", "web:1").containsEntry("User", "nobody");
        assertThat(body).containsEntry("Labels", Map.of("mine", "1", "a", "agent"));
        Map<String, Object> host =
                Fields.of(body.getOrDefault("HostConfig", Map.of())).members();
        assertThat(host)
                .containsEntry("NetworkMode", "host")
                .containsEntry("Memory", 5)
                .containsEntry("CpuShares", 2)
                .containsEntry("PortBindings", Map.of("80/tcp", List.of(Map.of("HostPort", "8080"))));
        assertThat(Fields.of(host.getOrDefault("LogConfig", Map.of())).textMap("Config"))
                .containsEntry("max-buffer-size", "10m");
    }

    @Test
    void secretOptionsJoinThoseOfTheLogDriver() throws Exception {
        AcsContainer app = AcsContainer.of("app", "web:1")
                .dockerConfig(
                        "{}", "{\"LogConfig\":{\"Type\":\"gelf\",\"Config\":{\"gelf-address\":\"udp://logs:1\"}}}")
                .build();

        Map<String, Object> body = TestEngine.request(app, Map.of())
                .withLogOptions(Map.of("tag", "hush"))
                .body();

        assertThat(Fields.of(body.getOrDefault("HostConfig", Map.of())).members())
                .containsEntry(
                        "LogConfig",
                        Map.of("Type", "gelf", "Config", Map.of("gelf-address", "udp://logs:1", "tag", "hush")));
    }

    @Test
    void aContainerThatNamesNoneHasBoundsForLogsAndProcesses() throws Exception {
        Map<String, Object> host = host(AcsContainer.of("app", "web:1").dockerConfig("{}", "{}"));

        assertThat(host).containsEntry("PidsLimit", 4_096);
        assertThat(host)
                .containsEntry(
                        "LogConfig", Map.of("Type", "json-file", "Config", Map.of("max-size", "10m", "max-file", "3")));
        assertThat(host(AcsContainer.of("app", "web:1").dockerConfig("{}", "{\"LogConfig\":{\"Type\":\"local\"}}")))
                .containsEntry("LogConfig", Map.of("Type", "local"));
    }

    /// What is sent on is kept in files, with room for an hour.
    @Test
    void aSentLogIsKeptInBoundedFiles() throws Exception {
        AcsContainer.Builder app = AcsContainer.of("app", "web:1").dockerConfig("{}", """
                        {"LogConfig":{"Type":"awslogs","Config":{"awslogs-group":"g","awslogs-endpoint":"http://x",
                        "mode":"non-blocking"}}}""");

        assertThat(host(app))
                .containsEntry(
                        "LogConfig",
                        Map.of(
                                "Type",
                                "json-file",
                                "Config",
                                Map.of(
                                        "max-size", "64m",
                                        "max-file", "10",
                                        "mode", "non-blocking",
                                        "max-buffer-size", "10m")));
        assertThat(SentLog.of(app.build()).orElseThrow().options()).containsEntry("awslogs-group", "g");
        assertThat(SentLog.of(AcsContainer.of("app", "web:1").build())).isEmpty();
    }

    /// The engine is told the kind and the place apart: no text of a path can be read as another place.
    @Test
    void aVolumeIsAMountAndNoText() {
        assertThat(new Place.OnHost(Path.of("/srv/a:/b:ro")).mount("/in", true))
                .isEqualTo(Map.of("Type", "bind", "Source", "/srv/a:/b:ro", "Target", "/in", "ReadOnly", true));
        assertThat(new Place.InVolume("/srv").mount("/in", false))
                .isEqualTo(Map.of("Type", "volume", "Source", "/srv", "Target", "/in", "ReadOnly", false));
    }

    private static Map<String, Object> host(AcsContainer.Builder container) throws Exception {
        Map<String, Object> body =
                TestEngine.request(container.build(), Map.of()).body();
        return Fields.of(body.getOrDefault("HostConfig", Map.of())).members();
    }

    @Test
    void textThatIsNotJsonNamesItsMember() {
        assertThatThrownBy(() -> TestEngine.request(
                        AcsContainer.of("app", "web:1").dockerConfig("{", "{}").build(), Map.of()))
                .isInstanceOf(InvalidContainer.class)
                .hasMessageStartingWith("DockerClientConfigError: ");
        assertThatThrownBy(() -> TestEngine.request(
                        AcsContainer.of("app", "web:1").dockerConfig("{}", "[]").build(), Map.of()))
                .hasMessageStartingWith("HostConfigError: ");
    }

    @Test
    void imageNamesFallIntoTheirParts() {
        assertThat(ImageReference.parse("web")).isEqualTo(new ImageReference("web", "latest"));
        assertThat(ImageReference.parse("host:5000/a/b:2")).isEqualTo(new ImageReference("host:5000/a/b", "2"));
        assertThat(ImageReference.parse("host:5000/a")).isEqualTo(new ImageReference("host:5000/a", "latest"));
        assertThat(ImageReference.parse("a/b:1@sha256:12")).isEqualTo(new ImageReference("a/b", "sha256:12"));
        assertThat(ImageReference.parse("host:5000/a").registry()).isEqualTo("host:5000");
        assertThat(ImageReference.parse("a/b").registry()).isEqualTo("docker.io");
    }
}
