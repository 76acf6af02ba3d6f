package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.Blob;
import io.argosy.shapes.argosy.ApprovePipelineRunRequest;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.AssignedBuild;
import io.argosy.shapes.argosy.AwaitBuildsRequest;
import io.argosy.shapes.argosy.CreatePipelineRequest;
import io.argosy.shapes.argosy.CreatePipelineResponse;
import io.argosy.shapes.argosy.DeletePipelineRequest;
import io.argosy.shapes.argosy.ListPipelineRunsRequest;
import io.argosy.shapes.argosy.PipelineRunDescription;
import io.argosy.shapes.argosy.ReportBuildRequest;
import io.argosy.shapes.argosy.RetryPipelineRunRequest;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.PutImageRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server with a service of no tasks, a git host, and an agent that the test plays: how runs begin, and
/// how they go on to their end.
final class PipelinesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private RunningServer server;
    private ApiClient root;
    private GitHost host;

    @BeforeEach
    void start() throws Exception {
        host = new GitHost(Files.createDirectory(folder.resolve("git")));
        server = new RunningServer(
                Files.createDirectory(folder.resolve("server")), Map.of("schedules.local-addresses", "true"));
        root = server.as(server.root());
        server.cluster("fleet");
        root.call(
                Ecr.CREATE_REPOSITORY,
                CreateRepositoryRequest.builder().repositoryName("shop").build());
        root.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("worker")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("worker")
                                .image("busybox")
                                .memory(16)
                                .build()))
                        .build());
        root.call(
                Ecs.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .cluster("fleet")
                        .serviceName("worker")
                        .taskDefinition("worker")
                        .desiredCount(0)
                        .build());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        host.close();
    }

    private static CreatePipelineRequest.Builder pipeline() {
        return CreatePipelineRequest.builder()
                .pipelineName("shop")
                .cluster("fleet")
                .serviceName("worker")
                .repositoryName("shop");
    }

    private List<PipelineRunDescription> runs() throws IOException {
        return root.call(
                        Argosy.LIST_PIPELINE_RUNS,
                        ListPipelineRunsRequest.builder().pipelineName("shop").build())
                .runs()
                .orElse(List.of());
    }

    private PipelineRunDescription comesTo(int number, String state) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<PipelineRunDescription> run = Optional.empty();
        while (System.nanoTime() < end) {
            run = runs().stream()
                    .filter(one -> one.run().equals(Optional.of(number)))
                    .findFirst();
            if (run.flatMap(PipelineRunDescription::state).equals(Optional.of(state))) {
                return run.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("run " + number + " is not " + state + ": " + run);
    }

    private int told(String path, String body, String signature) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(server.uri().resolve(path))
                                    .header("X-GitHub-Event", "push")
                                    .header("X-Hub-Signature-256", signature)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static String signed(String body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String push(String commit) {
        return "{\"ref\":\"refs/heads/main\",\"after\":\"" + commit + "\",\"pusher\":{\"name\":\"ada\"}}";
    }

    private void layer(byte[] bytes, String digest) throws IOException {
        String upload = root.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("shop")
                                .build())
                .uploadId()
                .orElseThrow();
        root.call(
                Ecr.UPLOAD_LAYER_PART,
                UploadLayerPartRequest.builder()
                        .repositoryName("shop")
                        .uploadId(upload)
                        .partFirstByte(0L)
                        .partLastByte(bytes.length - 1L)
                        .layerPartBlob(new Blob(bytes))
                        .build());
        root.call(
                Ecr.COMPLETE_LAYER_UPLOAD,
                CompleteLayerUploadRequest.builder()
                        .repositoryName("shop")
                        .uploadId(upload)
                        .layerDigests(List.of(digest))
                        .build());
    }

    private static String digest(byte[] bytes) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /// An image of nothing, under this tag; its digest.
    private String image(String tag) throws Exception {
        byte[] config = ("{\"tag\":\"" + tag + "\"}").getBytes(StandardCharsets.UTF_8);
        layer(config, digest(config));
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                + digest(config) + "\",\"size\":" + config.length + "},\"layers\":[]}";
        root.call(
                Ecr.PUT_IMAGE,
                PutImageRequest.builder()
                        .repositoryName("shop")
                        .imageManifest(manifest)
                        .imageManifestMediaType("application/vnd.oci.image.manifest.v1+json")
                        .imageTag(tag)
                        .build());
        return digest(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /// What an agent does with the next build: it says that it made this image.
    private AssignedBuild builtAs(String image) throws Exception {
        ClientIdentity agent = server.joined("fleet");
        String instance = server.registered(agent, "fleet", Optional.empty());
        AssignedBuild build = server.as(agent)
                .call(
                        Argosy.AWAIT_BUILDS,
                        AwaitBuildsRequest.builder()
                                .cluster("fleet")
                                .containerInstance(instance)
                                .build())
                .builds()
                .orElseThrow()
                .getFirst();
        server.as(agent)
                .call(
                        Argosy.REPORT_BUILD,
                        ReportBuildRequest.builder()
                                .cluster("fleet")
                                .containerInstance(instance)
                                .buildId(build.buildId().orElseThrow())
                                .attempt(1)
                                .outcome("SUCCEEDED")
                                .imageDigest(image)
                                .build());
        return build;
    }

    @Test
    void aSignedPushIsFetchedBuiltApprovedAndDeployed() throws Exception {
        CreatePipelineResponse made = root.call(
                Argosy.CREATE_PIPELINE,
                pipeline().gitUrl(host.url()).approval(true).build());
        String path = made.pipeline().orElseThrow().webhookPath().orElseThrow();
        String secret = made.webhookSecret().orElseThrow();
        String commit = host.committed("FROM busybox");
        String body = push(commit);

        assertThat(told(path, body, signed(body, "another"))).isEqualTo(403);
        assertThat(told(path.replace("/shop", "/none"), body, signed(body, secret)))
                .isEqualTo(403);
        assertThat(runs()).isEmpty();
        assertThat(told(path, body, signed(body, secret))).isEqualTo(202);
        assertThat(told(path, body, signed(body, secret))).isEqualTo(200);
        assertThat(runs()).hasSize(1);

        String image = image(commit.substring(0, 12));
        AssignedBuild build = builtAs(image);
        assertThat(build.labels().orElseThrow())
                .containsEntry("org.opencontainers.image.revision", commit)
                .containsEntry("org.opencontainers.image.source", host.url());
        comesTo(1, "APPROVAL");
        server.restart();
        root = server.as(server.root());
        root.call(
                Argosy.APPROVE_PIPELINE_RUN,
                ApprovePipelineRunRequest.builder().pipelineName("shop").run(1).build());

        PipelineRunDescription run = comesTo(1, "SUCCEEDED");
        assertThat(run.commitId()).contains(commit);
        assertThat(run.imageDigest()).contains(image);
        assertThat(root.call(
                                Ecs.DESCRIBE_TASK_DEFINITION,
                                DescribeTaskDefinitionRequest.builder()
                                        .taskDefinition(run.taskDefinitionArn().orElseThrow())
                                        .build())
                        .taskDefinition()
                        .orElseThrow()
                        .containerDefinitions()
                        .orElseThrow()
                        .getFirst()
                        .image()
                        .orElse(""))
                .endsWith("/shop@" + image);
    }

    @Test
    void aBranchIsLookedAtAndAFailedBuildSaysWhichCommit() throws Exception {
        String commit = host.committed("FROM busybox");
        root.call(
                Argosy.CREATE_PIPELINE,
                pipeline().gitUrl(host.url()).branch("main").pollSeconds(10).build());

        PipelineRunDescription run = comesTo(1, "BUILDING");
        assertThat(run.commitId()).contains(commit);
        root.call(
                Argosy.DELETE_PIPELINE,
                DeletePipelineRequest.builder().pipelineName("shop").build());

        assertThatThrownBy(this::runs).hasMessageContaining("There is no pipeline shop");
    }

    @Test
    void anImageWithAFittingTagIsDeployedAndDeployedOnceMore() throws Exception {
        image("latest");
        root.call(Argosy.CREATE_PIPELINE, pipeline().tagPattern("v*").build());

        String image = image("v1.2");

        assertThat(comesTo(1, "SUCCEEDED").imageDigest()).contains(image);
        root.call(
                Argosy.RETRY_PIPELINE_RUN,
                RetryPipelineRunRequest.builder().pipelineName("shop").run(1).build());
        assertThat(comesTo(2, "SUCCEEDED").taskDefinitionArn().orElse("")).endsWith("worker:3");
    }

    @Test
    void whatCannotBeAPipelineIsRefused() {
        assertThatThrownBy(() -> root.call(
                        Argosy.CREATE_PIPELINE, pipeline().serviceName("none").build()))
                .hasMessageContaining("There is no service none");
        assertThatThrownBy(() -> root.call(
                        Argosy.CREATE_PIPELINE, pipeline().containerName("web").build()))
                .hasMessageContaining("none of [worker]");
        assertThatThrownBy(() -> root.call(
                        Argosy.CREATE_PIPELINE,
                        pipeline()
                                .gitUrl("https://ann:secret@git.example/x.git")
                                .build()))
                .hasMessageContaining("without a user");
        assertThatThrownBy(() -> root.call(
                        Argosy.CREATE_PIPELINE, pipeline().branch("main").build()))
                .hasMessageContaining("go with a gitUrl");
    }
}
