package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.Blob;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.AssignedBuild;
import io.argosy.shapes.argosy.AwaitBuildsRequest;
import io.argosy.shapes.argosy.BuildDescription;
import io.argosy.shapes.argosy.DescribeBuildRequest;
import io.argosy.shapes.argosy.ReportBuildRequest;
import io.argosy.shapes.argosy.StartBuildRequest;
import io.argosy.shapes.argosy.StopBuildRequest;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server that gives builds to agents, which the test plays: who gets what, what they may do with it, and what
/// becomes of it when somebody is gone.
final class BuildsTest {
    @TempDir
    private Path data;

    private RunningServer server;
    private ClientIdentity agent;
    private String instance;
    private String source;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(data, Map.of());
        server.cluster("fleet");
        agent = server.joined("fleet");
        instance = server.registered(agent, "fleet", Optional.empty());
        source = uploaded("shop");
        uploaded("vault");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /// A layer of a repository of that name, by its digest.
    private String uploaded(String repository) throws Exception {
        byte[] text = "an archive".getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        var root = server.as(server.root());
        root.call(
                Ecr.CREATE_REPOSITORY,
                CreateRepositoryRequest.builder().repositoryName(repository).build());
        String upload = root.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName(repository)
                                .build())
                .uploadId()
                .orElseThrow();
        root.call(
                Ecr.UPLOAD_LAYER_PART,
                UploadLayerPartRequest.builder()
                        .repositoryName(repository)
                        .uploadId(upload)
                        .partFirstByte(0L)
                        .partLastByte(text.length - 1L)
                        .layerPartBlob(new Blob(text))
                        .build());
        root.call(
                Ecr.COMPLETE_LAYER_UPLOAD,
                CompleteLayerUploadRequest.builder()
                        .repositoryName(repository)
                        .uploadId(upload)
                        .layerDigests(List.of(digest))
                        .build());
        return digest;
    }

    private StartBuildRequest.Builder wanted() {
        return StartBuildRequest.builder()
                .cluster("fleet")
                .repositoryName("shop")
                .imageTag("v1")
                .sourceDigest(source)
                .cpu(512)
                .memory(512);
    }

    private String started(StartBuildRequest request) throws IOException {
        return server.as(server.root())
                .call(Argosy.START_BUILD, request)
                .imageBuild()
                .flatMap(BuildDescription::buildId)
                .orElseThrow();
    }

    private BuildDescription described(String id) throws IOException {
        return server.as(server.root())
                .call(
                        Argosy.DESCRIBE_BUILD,
                        DescribeBuildRequest.builder().buildId(id).build())
                .imageBuild()
                .orElseThrow();
    }

    /// What the agent is given, which knows these already.
    private List<AssignedBuild> asked(String... known) throws IOException {
        return server.as(agent)
                .call(
                        Argosy.AWAIT_BUILDS,
                        AwaitBuildsRequest.builder()
                                .cluster("fleet")
                                .containerInstance(instance)
                                .known(List.of(known))
                                .build())
                .builds()
                .orElse(List.of());
    }

    private ReportBuildRequest.Builder report(String id) {
        return ReportBuildRequest.builder()
                .cluster("fleet")
                .containerInstance(instance)
                .buildId(id)
                .attempt(1);
    }

    private boolean said(ClientIdentity who, ReportBuildRequest request) throws IOException {
        return server.as(who).call(Argosy.REPORT_BUILD, request).wanted().orElseThrow();
    }

    private void push(String repository) throws IOException {
        server.as(agent)
                .call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName(repository)
                                .build());
    }

    @Test
    void anAgentMayPushWhereItBuildsAndOnlyForSoLong() throws Exception {
        assertThatThrownBy(() -> push("shop")).hasMessageContaining("not authorized");
        String id = started(wanted().build());

        AssignedBuild given = asked().getFirst();

        assertThat(given.buildId()).contains(id);
        assertThat(given.labels().orElseThrow()).containsEntry("org.opencontainers.image.version", "v1");
        push("shop");
        assertThatThrownBy(() -> push("vault")).hasMessageContaining("not authorized");
        said(agent, report(id).outcome("FAILED").reason("no such file").build());
        assertThatThrownBy(() -> push("shop")).hasMessageContaining("not authorized");
        assertThat(described(id).reason()).contains("no such file");
    }

    @Test
    void whatABuildSaysIsKeptOnceThoughItIsToldTwice() throws Exception {
        String id = started(wanted().build());
        asked();
        var lines = report(id).phase("BUILDING").firstLine(0).lines(List.of("one", "two"));

        assertThat(said(agent, lines.build())).isTrue();
        assertThat(said(agent, lines.lines(List.of("one", "two", "three")).build()))
                .isTrue();

        BuildDescription build = described(id);
        assertThat(build.phase()).contains("BUILDING");
        assertThat(server.as(server.root())
                        .call(
                                Logs.GET_LOG_EVENTS,
                                GetLogEventsRequest.builder()
                                        .logGroupName(build.logGroup().orElseThrow())
                                        .logStreamName(build.logStream().orElseThrow())
                                        .startFromHead(true)
                                        .build())
                        .events()
                        .orElseThrow())
                .extracting(event -> event.message().orElseThrow())
                .filteredOn(line -> !line.startsWith("argosy:"))
                .containsExactly("one", "two", "three");
    }

    /// Its word for it is not enough.
    @Test
    void anImageThatIsNotThereIsNoSuccess() throws Exception {
        String id = started(wanted().build());
        asked();

        said(agent, report(id).outcome("SUCCEEDED").imageDigest(source).build());

        assertThat(described(id).state()).contains("FAILED");
        assertThat(described(id).reason().orElse("")).contains("not in the repository");
    }

    @Test
    void aBuildIsItsAgentsThroughARestartAndNobodyElses() throws Exception {
        String id = started(wanted().build());
        asked();
        ClientIdentity other = server.joined("fleet");
        String another = server.registered(other, "fleet", Optional.empty());

        server.restart();

        assertThat(asked().getFirst().buildId()).contains(id);
        assertThatThrownBy(() -> said(other, report(id).outcome("FAILED").build()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("not authorized");
        assertThat(said(
                        other,
                        report(id).containerInstance(another).outcome("FAILED").build()))
                .isFalse();
        assertThat(described(id).state()).contains("RUNNING");
    }

    @Test
    void aBuildThatIsStoppedIsNotWantedAnyMore() throws Exception {
        String id = started(wanted().build());
        asked();

        server.as(server.root())
                .call(Argosy.STOP_BUILD, StopBuildRequest.builder().buildId(id).build());

        assertThat(asked(id + "/1")).isEmpty();
        assertThat(said(agent, report(id).build())).isFalse();
        assertThat(described(id).state()).contains("STOPPED");
    }

    @Test
    void aBuildWhoseAgentIsGoneBeginsAgainAndOneThatTakesTooLongEnds() throws Exception {
        String lost = started(wanted().timeoutSeconds(600).build());
        asked();

        server.pass(Duration.ofSeconds(100));
        comesTo(lost, "QUEUED");
        assertThat(asked(lost + "/1")).isEmpty();
        AssignedBuild again = asked().getFirst();
        assertThat(again.attempt()).contains(2);

        server.pass(Duration.ofSeconds(601));
        comesTo(lost, "TIMED_OUT");
    }

    /// A build that is asked for has all of them looked at.
    private void comesTo(String id, String state) throws Exception {
        started(wanted().memory(4_000).build());
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!described(id).state().equals(Optional.of(state)) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(described(id).state()).contains(state);
    }

    @Test
    void whatNoInstanceHasRoomForWaitsAndSaysWhy() throws Exception {
        String large = started(wanted().memory(4_000).build());
        String once = started(wanted().clientToken("once").build());
        asked();

        assertThat(started(wanted().clientToken("once").build())).isEqualTo(once);
        assertThat(described(large).state()).contains("QUEUED");
        assertThat(described(large).reason().orElse("")).contains("no instance has 512 CPU units, 4000 MiB");
    }

    @Test
    void whatCannotBeBuiltIsRefusedAtOnce() {
        assertThatThrownBy(() ->
                        started(wanted().gitUrl("https://git.example/x.git").build()))
                .hasMessageContaining("and not of both");
        assertThatThrownBy(() -> started(
                        wanted().sourceDigest("sha256:" + "0".repeat(64)).build()))
                .hasMessageContaining("an archive is brought there");
        assertThatThrownBy(() -> started(wanted().dockerfile("../Dockerfile").build()))
                .hasMessageContaining("is a path in the folder");
        assertThatThrownBy(() -> started(StartBuildRequest.builder()
                        .cluster("fleet")
                        .repositoryName("shop")
                        .imageTag("v1")
                        .gitUrl("ext::sh -c id")
                        .build()))
                .hasMessageContaining("gitUrl");
        assertThatThrownBy(() -> started(wanted().repositoryName("nowhere").build()))
                .hasMessageContaining("nowhere");
    }
}
