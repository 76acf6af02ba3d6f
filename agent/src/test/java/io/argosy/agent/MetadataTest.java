package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.confinement.HostPolicy;
import io.argosy.agent.docker.Docker;
import io.argosy.agent.docker.TestEngine;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsAckRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a container learns about itself from inside, and what the control plane learns about its use of the host.
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
        agent = Agents.start(control, directory, settings -> settings.withTelemetryEvery(Duration.ofSeconds(3))
                .withPolicy(HostPolicy.safe(volumes)));
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

    private static void awaitFile(Path file) throws Exception {
        for (int i = 0; i < 500 && !(Files.exists(file) && Files.size(file) > 0); i++) {
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
