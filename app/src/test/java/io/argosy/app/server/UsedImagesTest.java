package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.Blob;
import io.argosy.shapes.ecr.BatchGetImageRequest;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.DeleteRepositoryPolicyRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.PutImageRequest;
import io.argosy.shapes.ecr.SetRepositoryPolicyRequest;
import io.argosy.shapes.ecr.StartLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the registry hears of the rest of the server: which images are used, and what policies mean.
final class UsedImagesTest {
    private static final String POLICY = """
            {"rules":[{"rulePriority":1,"description":"all but one, as soon as there is a second one of any kind",
            "selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},
            "action":{"type":"expire"}}]}""";
    private static final String DENY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}]}""";

    @TempDir
    private Path folder;

    private RunningServer server;
    private ApiClient client;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(folder, Map.of());
        server.cluster("fleet");
        client = server.as(server.root());
        client.call(
                Ecr.CREATE_REPOSITORY,
                CreateRepositoryRequest.builder().repositoryName("web").build());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Digest layer(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        String upload = client.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("web")
                                .build())
                .uploadId()
                .orElseThrow();
        client.call(
                Ecr.UPLOAD_LAYER_PART,
                UploadLayerPartRequest.builder()
                        .repositoryName("web")
                        .uploadId(upload)
                        .partFirstByte(0L)
                        .partLastByte(bytes.length - 1L)
                        .layerPartBlob(new Blob(bytes))
                        .build());
        client.call(
                Ecr.COMPLETE_LAYER_UPLOAD,
                CompleteLayerUploadRequest.builder()
                        .repositoryName("web")
                        .uploadId(upload)
                        .layerDigests(List.of(digest.toString()))
                        .build());
        return digest;
    }

    private void image(String tag) throws IOException {
        String type = "application/vnd.oci.image.manifest.v1+json";
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","layers":[],"config":{"digest":"%s","size":%d,
                "mediaType":"application/vnd.oci.image.config.v1+json"}}""".formatted(type, layer(tag), tag.length());
        client.call(
                Ecr.PUT_IMAGE,
                PutImageRequest.builder()
                        .repositoryName("web")
                        .imageTag(tag)
                        .imageManifest(manifest)
                        .build());
    }

    private int going() throws IOException {
        client.call(
                Ecr.START_LIFECYCLE_POLICY_PREVIEW,
                StartLifecyclePolicyPreviewRequest.builder()
                        .repositoryName("web")
                        .lifecyclePolicyText(POLICY)
                        .build());
        return client.call(
                        Ecr.GET_LIFECYCLE_POLICY_PREVIEW,
                        GetLifecyclePolicyPreviewRequest.builder()
                                .repositoryName("web")
                                .build())
                .summary()
                .flatMap(summary -> summary.expiringImageTotalCount())
                .orElseThrow();
    }

    private void define(String tag) throws IOException {
        client.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("web")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("web")
                                .image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:" + tag)
                                .memory(16)
                                .build()))
                        .build());
    }

    private void retire(int revision) throws IOException {
        client.call(
                Ecs.DEREGISTER_TASK_DEFINITION,
                DeregisterTaskDefinitionRequest.builder()
                        .taskDefinition("web:" + revision)
                        .build());
    }

    @Test
    void anImageOfALiveDefinitionStaysAndOneOfNoneGoes() throws IOException {
        image("old");
        image("newer");
        define("old");
        assertThat(going()).isZero();

        retire(1);

        assertThat(going()).isOne();
    }

    @Test
    void whatAServiceCanGoBackToStays() throws IOException {
        image("old");
        image("newer");
        define("old");
        define("newer");
        client.call(
                Ecs.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .cluster("fleet")
                        .serviceName("web")
                        .taskDefinition("web:2")
                        .desiredCount(0)
                        .build());

        retire(1);

        assertThat(going()).isZero();
    }

    @Test
    void thePolicyOfARepositoryBindsEvenTheAccount() throws IOException {
        image("v1");
        var policy = SetRepositoryPolicyRequest.builder().repositoryName("web").policyText(DENY);
        client.call(Ecr.SET_REPOSITORY_POLICY, policy.build());
        var read = BatchGetImageRequest.builder()
                .repositoryName("web")
                .imageIds(List.of(ImageIdentifier.builder().imageTag("v1").build()))
                .build();

        assertThatThrownBy(() -> client.call(Ecr.BATCH_GET_IMAGE, read))
                .hasMessageContaining("with an explicit deny in a resource-based policy");

        client.call(
                Ecr.DELETE_REPOSITORY_POLICY,
                DeleteRepositoryPolicyRequest.builder().repositoryName("web").build());
        assertThat(client.call(Ecr.BATCH_GET_IMAGE, read).images().orElseThrow())
                .hasSize(1);
    }
}
