package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsAckRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a container learns about itself from inside, and what the control plane learns about its use of the host.
@Tag("engine")
final class MetadataTest {
    private static final RoleCredentials KEYS = new RoleCredentials(
            "c0ffee",
            "arn:aws:iam::111122223333:role/web",
            "ASIA",
            "secret",
            "token",
            "2030-01-02T03:04:05Z",
            Optional.empty());

    @TempDir
    private Path directory;

    @TempDir
    private Path volumes;

    private Docker docker;
    private ControlPlane control;
    private Agent agent;

    @BeforeEach
    void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(
                control,
                directory,
                settings -> settings.withTelemetryEvery(Duration.ofSeconds(3)).withPolicy(HostPolicy.safe(volumes)));
        control.awaitConnection();
    }

    @AfterEach
    void leave() throws Exception {
        agent.close();
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    @Test
    void aContainerAsksAboutItselfAndForItsKeys() throws Exception {
        // The static wget fails at names and the shell has no other client, so it speaks HTTP itself.
        String ask = "uri=${ECS_CONTAINER_METADATA_URI_V4#http://}; host=${uri%%/*}; path=/${uri#*/};"
                + "fetch() { printf 'GET %s HTTP/1.0\\r\\n\\r\\n' $1 | nc ${host%:*} ${host#*:}"
                + " | sed '1,/^.$/d'; };"
                + "fetch $path/task > /out/task; fetch $path > /out/container;"
                + "fetch $AWS_CONTAINER_CREDENTIALS_RELATIVE_URI > /out/keys;"
                + "echo $AWS_REGION > /out/region; sleep 600";
        Path out = Files.createDirectory(volumes.resolve("out"));
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", ask))
                        .mountPoints(List.of(new AcsContainer.MountPoint("out", "/out", false))))
                .volumes(List.of(AcsTask.Volume.host("out", Optional.of(out.toString()))))
                .roleCredentials(Optional.of(KEYS))
                .build();

        control.assign(task);
        assertThat(control.next(IAMRoleCredentialsAckRequest.class).credentialsId())
                .isEqualTo("c0ffee");
        control.awaitReport(task.arn(), "RUNNING");
        awaitFile(out.resolve("region"));

        Map<String, Object> told = JsonTree.object(Files.readString(out.resolve("task")));
        assertThat(told).containsEntry("TaskARN", task.arn()).containsEntry("Family", "web");
        assertThat(JsonTree.object(Files.readString(out.resolve("container")))).containsEntry("Name", "app");
        assertThat(JsonTree.object(Files.readString(out.resolve("keys"))))
                .containsEntry("AccessKeyId", "ASIA")
                .containsEntry("Token", "token");
        assertThat(Files.readString(out.resolve("region"))).isEqualTo("us-east-1\n");
        assertThat(Files.readString(directory.resolve("agent.db"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("ASIA");
    }

    @Test
    void documentsHaveWhatClientsOfEcsReadInThem() throws Exception {
        String show = "env > /out/env; exec sleep 600";
        Path out = Files.createDirectory(volumes.resolve("out"));
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", show))
                        .memory(32)
                        .mountPoints(List.of(new AcsContainer.MountPoint("out", "/out", false))))
                .volumes(List.of(AcsTask.Volume.host("out", Optional.of(out.toString()))))
                .roleCredentials(Optional.of(KEYS))
                .build();
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");
        awaitFile(out.resolve("env"));
        String uri = Files.readAllLines(out.resolve("env")).stream()
                .filter(line -> line.startsWith("ECS_CONTAINER_METADATA_URI_V4="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        String base = uri.replaceFirst("/v4/.*", "");

        assertThat(get(uri)).containsEntry("Limits", Map.of("CPU", 0, "Memory", 32));
        assertThat(get(uri + "/task")).containsEntry("AvailabilityZone", "zone-a");
        assertThat(get(uri + "/taskWithTags"))
                .containsEntry("TaskTags", Map.of("team", "web"))
                .containsEntry("ContainerInstanceTags", Map.of("team", "web"));
        assertThat(get(uri + "/associations/elastic-inference")).containsEntry("Associations", List.of());
        assertThat(get(base + "/v1/credentials?id=c0ffee")).containsEntry("AccessKeyId", "ASIA");
        Map<String, Object> stats = stats(uri + "/stats");
        assertThat(stats)
                .containsKeys("read", "preread", "cpu_stats", "precpu_stats", "memory_stats", "networks", "id", "name")
                .containsKeys("network_rate_stats");
        assertThat(at(at(stats, "cpu_stats"), "cpu_usage")).containsKey("total_usage");
        assertThat(at(stats, "memory_stats")).containsEntry("limit", 32 << 20).containsKeys("usage", "stats");
        assertThat(at(at(stats, "networks"), "eth0")).containsKeys("rx_bytes", "tx_bytes");
        assertThat(stats(uri.replace("/v4/", "/v3/") + "/stats")).doesNotContainKey("network_rate_stats");
        assertThat(at(stats(uri + "/task/stats"), String.valueOf(stats.get("id"))))
                .containsKey("cpu_stats");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> members, String name) {
        return (Map<String, Object>) members.getOrDefault(name, Map.of());
    }

    private static Map<String, Object> get(String uri) throws Exception {
        var connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
        return JsonTree.object(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /// Waits until the answer is the sampler's, which has no numbers of single CPUs; one a second is answered.
    private static Map<String, Object> stats(String uri) throws Exception {
        for (int i = 0; ; i++) {
            try {
                Map<String, Object> told = get(uri);
                if (i == 100 || !told.toString().contains("percpu_usage")) {
                    return told;
                }
            } catch (IOException tooOften) {
                assertThat(tooOften).hasMessageContaining("429");
            }
            Thread.sleep(100);
        }
    }

    private static void awaitFile(Path file) throws Exception {
        for (int i = 0; i < 3_000 && !(Files.exists(file) && Files.size(file) > 0); i++) {
            Thread.sleep(20);
        }
    }

    @Test
    void utilisationIsPublished() throws Exception {
        PublishMetricsRequest idle = next(PublishMetricsRequest.class);
        assertThat(idle.metadata().idle()).isTrue();
        assertThat(next(PublishInstanceStatusRequest.class)
                        .statuses()
                        .getFirst()
                        .status())
                .isEqualTo("OK");
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", "while true; do :; done"))
                        .cpu(64)
                        .memory(64))
                .cpu(0.25)
                .build();
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");

        ContainerMetric app = next(PublishMetricsRequest.class)
                .taskMetrics()
                .getFirst()
                .containerMetrics()
                .getFirst();

        StatsSet cpu = app.cpuStatsSet().orElseThrow();
        assertThat(cpu.sum() / cpu.sampleCount()).isBetween(1.0, 60.0);
        assertThat(app.memoryStatsSet().orElseThrow().max()).isBetween(0.01, 64.0);
        assertThat(app.networkStatsSet()).isPresent();
    }

    private <M> M next(Class<M> type) throws InterruptedException {
        return type.cast(ControlPlane.next(control.telemetry, type::isInstance));
    }
}
