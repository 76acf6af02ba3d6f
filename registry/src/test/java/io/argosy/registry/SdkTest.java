package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.InvalidLayerPartException;
import software.amazon.awssdk.services.ecr.model.LayerAvailability;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewStatus;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRuleNotFoundException;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.SigningConfigurationNotFoundException;
import software.amazon.awssdk.services.ecr.model.TargetStorageClass;
import software.amazon.awssdk.services.ecr.model.UploadNotFoundException;

/// The AWS SDK for Java as it comes, against the registry behind a real port.
final class SdkTest {
    private static final String POLICY = """
            {"rules":[{"rulePriority":1,"description":"all but one, as soon as there is a second one of any kind",
            "selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},
            "action":{"type":"expire"}}]}""";

    @TempDir
    private Path folder;

    private RegistryServer server;
    private EcrClient ecr;

    @BeforeEach
    void open() throws IOException {
        server = RegistryServer.over(folder);
        ecr = EcrClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(RegistryServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(RegistryServer.KEY_ID, RegistryServer.SECRET)))
                .build();
        ecr.createRepository(request -> request.repositoryName(WEB));
    }

    @AfterEach
    void close() {
        ecr.close();
        server.close();
    }

    @Test
    void aLayerGoesInAndOut() throws IOException {
        byte[] bytes = "a layer by its parts".getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(bytes).toString();
        String upload =
                ecr.initiateLayerUpload(request -> request.repositoryName(WEB)).uploadId();
        ecr.uploadLayerPart(part -> part.repositoryName(WEB)
                .uploadId(upload)
                .partFirstByte(0L)
                .partLastByte(bytes.length - 1L)
                .layerPartBlob(SdkBytes.fromByteArray(bytes)));
        ecr.completeLayerUpload(
                request -> request.repositoryName(WEB).uploadId(upload).layerDigests(digest));
        String type = "application/vnd.oci.image.manifest.v1+json";
        ecr.putImage(image ->
                image.repositoryName(WEB).imageTag("v1").imageManifest("""
                {"schemaVersion":2,"mediaType":"%s","layers":[],"config":{"digest":"%s","size":%d,
                "mediaType":"application/vnd.oci.image.config.v1+json"}}""".formatted(type, digest, bytes.length)));

        String url = ecr.getDownloadUrlForLayer(
                        request -> request.repositoryName(WEB).layerDigest(digest))
                .downloadUrl();

        try (var in = URI.create(url).toURL().openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThatThrownBy(() -> ecr.completeLayerUpload(
                        request -> request.repositoryName(WEB).uploadId(upload).layerDigests(digest)))
                .isInstanceOf(UploadNotFoundException.class);
        ecr.updateImageStorageClass(request -> request.repositoryName(WEB)
                .imageId(ImageIdentifier.builder().imageTag("v1").build())
                .targetStorageClass(TargetStorageClass.ARCHIVE));
        assertThat(ecr.batchCheckLayerAvailability(
                                request -> request.repositoryName(WEB).layerDigests(digest))
                        .layers()
                        .getFirst()
                        .layerAvailability())
                .isEqualTo(LayerAvailability.ARCHIVED);
    }

    @Test
    void aPartThatDoesNotGoOnSaysHowFarTheUploadIs() {
        byte[] bytes = new byte[10];
        String upload =
                ecr.initiateLayerUpload(request -> request.repositoryName(WEB)).uploadId();
        Runnable first = () -> ecr.uploadLayerPart(part -> part.repositoryName(WEB)
                .uploadId(upload)
                .partFirstByte(0L)
                .partLastByte(9L)
                .layerPartBlob(SdkBytes.fromByteArray(bytes)));
        first.run();

        assertThatThrownBy(first::run).isInstanceOfSatisfying(InvalidLayerPartException.class, refused -> {
            assertThat(refused.lastValidByteReceived()).isEqualTo(9);
            assertThat(refused.uploadId()).isEqualTo(upload);
            assertThat(refused.repositoryName()).isEqualTo(WEB);
            assertThat(refused.registryId()).isNotEmpty();
        });
    }

    @Test
    void whatARegistryHasNotIsAnsweredAsByOneThatHasNone() throws IOException {
        try (OciClient client = server.client()) {
            client.pushImage(WEB, "v1", "one");
        }
        var image = ImageIdentifier.builder().imageTag("v1").build();

        assertThat(ecr.describeImageSigningStatus(
                                request -> request.repositoryName(WEB).imageId(image))
                        .signingStatuses())
                .isEmpty();
        assertThat(ecr.describeImageReplicationStatus(
                                request -> request.repositoryName(WEB).imageId(image))
                        .imageId()
                        .imageDigest())
                .startsWith("sha256:");
        assertThat(ecr.describePullThroughCacheRules(request -> {}).pullThroughCacheRules())
                .isEmpty();
        assertThatThrownBy(() -> ecr.describePullThroughCacheRules(request -> request.ecrRepositoryPrefixes("hub")))
                .isInstanceOf(PullThroughCacheRuleNotFoundException.class);
        assertThatThrownBy(() -> ecr.getRegistryPolicy(request -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
        assertThatThrownBy(() -> ecr.deleteRegistryPolicy(request -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
        assertThatThrownBy(() -> ecr.getSigningConfiguration(request -> {}))
                .isInstanceOf(SigningConfigurationNotFoundException.class);
        assertThatThrownBy(() -> ecr.deleteSigningConfiguration(request -> {}))
                .isInstanceOf(SigningConfigurationNotFoundException.class);
    }

    @Test
    void aPolicyIsPreviewedAndWaitedFor() throws IOException {
        try (OciClient client = server.client()) {
            client.pushImage(WEB, "v1", "one");
            client.pushImage(WEB, "v2", "two");
        }
        assertThatThrownBy(() -> ecr.getLifecyclePolicy(request -> request.repositoryName(WEB)))
                .isInstanceOf(LifecyclePolicyNotFoundException.class);
        ecr.putLifecyclePolicy(request -> request.repositoryName(WEB).lifecyclePolicyText(POLICY));
        ecr.startLifecyclePolicyPreview(request -> request.repositoryName(WEB));

        var shown = ecr.waiter()
                .waitUntilLifecyclePolicyPreviewComplete(request -> request.repositoryName(WEB))
                .matched()
                .response()
                .orElseThrow();

        assertThat(shown.status()).isEqualTo(LifecyclePolicyPreviewStatus.COMPLETE);
        assertThat(ecr.getLifecyclePolicyPreviewPaginator(request -> request.repositoryName(WEB)).stream()
                        .flatMap(page -> page.previewResults().stream())
                        .flatMap(result -> result.imageTags().stream()))
                .containsExactly("v1");
    }
}
