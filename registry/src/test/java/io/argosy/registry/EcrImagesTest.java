package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static io.argosy.registry.EcrCalls.assertRefused;
import static io.argosy.registry.EcrCalls.id;
import static io.argosy.registry.EcrCalls.tagged;
import static io.argosy.registry.OciClient.OCI_IMAGE;
import static io.argosy.registry.OciClient.OCI_INDEX;
import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.ecr.BatchCheckLayerAvailabilityRequest;
import io.argosy.shapes.ecr.BatchGetImageRequest;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageDetail;
import io.argosy.shapes.ecr.ImageFailure;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import io.argosy.shapes.ecr.Layer;
import io.argosy.shapes.ecr.PutImageRequest;
import io.argosy.shapes.ecr.PutImageTagMutabilityRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ECR's operations on images: what they write, answer and refuse.
final class EcrImagesTest {
    @TempDir
    Path folder;

    private RegistryServer server;
    private OciClient client;
    private EcrCalls ecr;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        client = server.client();
        ecr = new EcrCalls(server);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void imagesAreDescribedWithSizeTagsAndTheirLastPull() throws IOException {
        Digest digest = client.pushImage(WEB, "v1", "layer");
        client.pushImage(WEB, "latest", "layer");
        client.get("/v2/team/web/manifests/v1");

        ImageDetail detail = server.call(
                        Ecr.DESCRIBE_IMAGES,
                        DescribeImagesRequest.builder()
                                .repositoryName(WEB)
                                .imageIds(List.of(tagged("latest")))
                                .build())
                .imageDetails()
                .orElseThrow()
                .getFirst();

        assertThat(detail.imageDigest()).contains(digest.toString());
        assertThat(detail.imageTags().orElseThrow()).containsExactlyInAnyOrder("v1", "latest");
        assertThat(detail.imageSizeInBytes()).contains((long) "{}layer".length());
        assertThat(detail.imageManifestMediaType()).contains(OCI_IMAGE);
        assertThat(detail.lastRecordedPullTime().orElseThrow())
                .isAfter(Instant.now().minusSeconds(60));
        assertRefused(
                () -> server.call(
                        Ecr.DESCRIBE_IMAGES,
                        DescribeImagesRequest.builder()
                                .repositoryName(WEB)
                                .imageIds(List.of(tagged("v9")))
                                .build()),
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'null', imageTag:'v9'} does not exist within the repository with"
                        + " name 'team/web' in the registry with id '123456789012'");
    }

    @Test
    void aMovedTagLeavesAnUntaggedImage() throws IOException {
        Digest old = client.pushImage(WEB, "v1", "old");
        Digest young = client.pushImage(WEB, "v1", "young");

        assertThat(ecr.list(WEB, "TAGGED")).containsExactly(id(young.toString(), "v1"));
        assertThat(ecr.list(WEB, "UNTAGGED"))
                .containsExactly(
                        ImageIdentifier.builder().imageDigest(old.toString()).build());
    }

    @Test
    void anImageIsFetchedWithItsManifestOrAReasonWhyNot() throws IOException {
        Digest digest = client.pushImage(WEB, "v1", "layer");

        var answer = server.call(
                Ecr.BATCH_GET_IMAGE,
                BatchGetImageRequest.builder()
                        .repositoryName(WEB)
                        .imageIds(List.of(
                                tagged("v1"),
                                tagged("v9"),
                                ImageIdentifier.builder().build(),
                                id(Digest.of("other").toString(), "v1")))
                        .build());

        var image = answer.images().orElseThrow().getFirst();
        assertThat(Digest.of(image.imageManifest().orElseThrow())).isEqualTo(digest);
        assertThat(answer.failures().orElseThrow())
                .extracting(failure -> failure.failureCode().orElse(""))
                .containsExactly("ImageNotFound", "MissingDigestAndTag", "ImageTagDoesNotMatchDigest");
    }

    @Test
    void anImageGoesWithItsLastTag() throws IOException {
        Digest digest = client.pushImage(WEB, "v1", "layer");
        client.pushImage(WEB, "v2", "layer");

        var first = ecr.delete(tagged("v1"));
        assertThat(ecr.list(WEB, "ANY")).containsExactly(id(digest.toString(), "v2"));
        var second = ecr.delete(tagged("v2"));

        assertThat(first.imageIds().orElseThrow()).containsExactly(id(digest.toString(), "v1"));
        assertThat(second.imageIds().orElseThrow()).containsExactly(id(digest.toString(), "v2"));
        assertThat(ecr.list(WEB, "ANY")).isEmpty();
        assertThat(ecr.delete(tagged("v2")).failures().orElseThrow().getFirst().failureCode())
                .contains("ImageNotFound");
    }

    @Test
    void anImageAnIndexNeedsIsNotDeleted() throws IOException {
        Digest image = client.pushImage(WEB, "amd64", "layer");
        client.put(WEB, "all", OCI_INDEX, """
                {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d}]}
                """.formatted(
                OCI_IMAGE, image, client.get("/v2/" + WEB + "/manifests/amd64").body().length));

        ImageFailure failure = ecr.delete(
                        ImageIdentifier.builder().imageDigest(image.toString()).build())
                .failures()
                .orElseThrow()
                .getFirst();

        assertThat(failure.failureCode()).contains("ImageReferencedByManifestList");
        assertThat(failure.failureReason().orElse("")).startsWith("Requested image referenced by manifest list: [");
    }

    @Test
    void aManifestPutByTheApiIsAnImageForDockerToo() throws IOException {
        Digest config = client.push(WEB, bytes("{}"));
        String manifest = OciClient.imageManifest(config, config, 2);
        var put = PutImageRequest.builder()
                .repositoryName(WEB)
                .imageManifest(manifest)
                .imageTag("v1")
                .build();

        server.call(Ecr.PUT_IMAGE, put);

        assertThat(text(client.get("/v2/team/web/manifests/v1"))).isEqualTo(manifest);
        assertRefused(() -> server.call(Ecr.PUT_IMAGE, put), "ImageAlreadyExistsException", "and tag 'v1'");
        assertRefused(
                () -> server.call(
                        Ecr.PUT_IMAGE,
                        PutImageRequest.builder()
                                .repositoryName(WEB)
                                .imageManifest(OciClient.imageManifest(config, Digest.of("absent"), 2))
                                .build()),
                "LayersNotFoundException",
                Digest.of("absent").toString());
    }

    @Test
    void immutableTagsStayExceptWhereExcluded() throws IOException {
        client.pushImage(WEB, "v1", "one");
        client.pushImage(WEB, "dev-1", "one");
        server.call(
                Ecr.PUT_IMAGE_TAG_MUTABILITY,
                PutImageTagMutabilityRequest.builder()
                        .repositoryName(WEB)
                        .imageTagMutability("IMMUTABLE_WITH_EXCLUSION")
                        .imageTagMutabilityExclusionFilters(List.of(ImageTagMutabilityExclusionFilter.builder()
                                .filterType("WILDCARD")
                                .filter("dev-*")
                                .build()))
                        .build());
        String two = OciClient.imageManifest(client.push(WEB, bytes("{}")), client.push(WEB, bytes("two")), 3);

        var moved = client.put(WEB, "v1", OCI_IMAGE, two);
        var excluded = client.put(WEB, "dev-1", OCI_IMAGE, two);

        assertThat(moved.statusCode()).isEqualTo(400);
        assertThat(text(moved))
                .contains("TAG_INVALID")
                .contains("The image tag 'v1' already exists in the 'team/web' repository and cannot be overwritten"
                        + " because the tag is immutable.");
        assertThat(excluded.statusCode()).isEqualTo(201);
        client.pushImage(WEB, "v1", "one");
    }

    @Test
    void layersAreAvailableOrNot() throws IOException {
        Digest layer = client.push(WEB, bytes("layer"));

        var answer = server.call(
                Ecr.BATCH_CHECK_LAYER_AVAILABILITY,
                BatchCheckLayerAvailabilityRequest.builder()
                        .repositoryName(WEB)
                        .layerDigests(
                                List.of(layer.toString(), Digest.of("absent").toString(), "md5:00"))
                        .build());

        assertThat(answer.layers().orElseThrow())
                .extracting(found -> found.layerAvailability().orElse(""))
                .containsExactly("AVAILABLE", "UNAVAILABLE");
        assertThat(answer.layers().orElseThrow()).extracting(Layer::layerSize).contains(Optional.of(5L));
        assertThat(answer.failures().orElseThrow().getFirst().failureCode()).contains("InvalidLayerDigest");
    }
}
