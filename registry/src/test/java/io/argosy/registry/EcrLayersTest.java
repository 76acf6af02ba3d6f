package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static io.argosy.registry.EcrCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.Blob;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetDownloadUrlForLayerRequest;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers by ECR's own operations: parts in, addresses out.
final class EcrLayersTest {
    private static final int PART = 5 << 20;

    @TempDir
    Path folder;

    private RegistryServer server;
    private EcrCalls ecr;
    private OciClient client;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        ecr = new EcrCalls(server);
        client = server.client();
        ecr.create(WEB);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private String begun() throws IOException {
        return server.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder().repositoryName(WEB).build())
                .uploadId()
                .orElseThrow();
    }

    private long send(String upload, long first, byte[] part) throws IOException {
        return server.call(
                        Ecr.UPLOAD_LAYER_PART,
                        UploadLayerPartRequest.builder()
                                .repositoryName(WEB)
                                .uploadId(upload)
                                .partFirstByte(first)
                                .partLastByte(first + part.length - 1)
                                .layerPartBlob(new Blob(part))
                                .build())
                .lastByteReceived()
                .orElseThrow();
    }

    private String complete(String upload, Digest... digests) throws IOException {
        return server.call(
                        Ecr.COMPLETE_LAYER_UPLOAD,
                        CompleteLayerUploadRequest.builder()
                                .repositoryName(WEB)
                                .uploadId(upload)
                                .layerDigests(
                                        Stream.of(digests).map(Digest::toString).toList())
                                .build())
                .layerDigest()
                .orElseThrow();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Test
    void aLayerComesInPartsAndIsOneOfAllAfterARestart() throws IOException {
        byte[] first = bytes(PART);
        byte[] last = "the end".getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, whole, first.length, last.length);
        Digest digest = Digest.of(whole);

        String upload = begun();
        assertThat(UUID.fromString(upload)).isNotNull();
        assertThat(send(upload, 0, first)).isEqualTo(PART - 1);
        server.restart();
        assertThat(send(upload, PART, last)).isEqualTo(whole.length - 1);
        assertThat(complete(upload, Digest.of(first), digest)).isEqualTo(digest.toString());

        assertThat(client.get("/v2/" + WEB + "/blobs/" + digest).body()).isEqualTo(whole);
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void partsThatDoNotGoOnAreRefused() throws IOException {
        String upload = begun();
        send(upload, 0, bytes(10));

        assertRefused(
                () -> send(upload, 0, bytes(10)),
                "InvalidLayerPartException",
                "First byte of the layer part is 0 instead of 10");
        assertRefused(
                () -> server.call(
                        Ecr.UPLOAD_LAYER_PART,
                        UploadLayerPartRequest.builder()
                                .repositoryName(WEB)
                                .uploadId(upload)
                                .partFirstByte(10L)
                                .partLastByte(10L)
                                .layerPartBlob(new Blob(bytes(7)))
                                .build()),
                "InvalidLayerPartException",
                "The layer part has 7 bytes");
        assertRefused(
                () -> send(UUID.randomUUID().toString(), 0, bytes(1)), "UploadNotFoundException", "does not exist");
    }

    @Test
    void whatCannotBecomeALayerIsRefusedAtTheEnd() throws IOException {
        Digest digest = Digest.of(bytes(20));
        String empty = begun();
        assertRefused(() -> complete(empty, digest), "EmptyUploadException", "does not have any parts");

        String small = begun();
        send(small, 0, bytes(PART - 1));
        send(small, PART - 1L, bytes(1));
        assertRefused(() -> complete(small, digest), "LayerPartTooSmallException", "at least 5MB");

        String other = begun();
        send(other, 0, bytes(10));
        assertRefused(() -> complete(other, digest), "InvalidLayerException", "None of the provided layer digests");
        send(other, 10, bytes(10));
    }

    @Test
    void aLayerThatIsThereEndsTheUpload() throws IOException {
        Digest digest = client.push(WEB, bytes(20));
        String upload = begun();
        send(upload, 0, bytes(20));

        assertRefused(() -> complete(upload, digest), "LayerAlreadyExistsException", digest.toString());
        assertRefused(() -> complete(upload, digest), "UploadNotFoundException", upload);
    }

    private String url(Digest layer) throws IOException {
        return server.call(
                        Ecr.GET_DOWNLOAD_URL_FOR_LAYER,
                        GetDownloadUrlForLayerRequest.builder()
                                .repositoryName(WEB)
                                .layerDigest(layer.toString())
                                .build())
                .downloadUrl()
                .orElseThrow();
    }

    @Test
    void anAddressOpensItsLayerForAnHour() throws IOException {
        client.pushImage(WEB, "v1", "layer");
        Digest layer = Digest.of("layer".getBytes(StandardCharsets.UTF_8));
        String url = url(layer);
        try (var anybody = new OciClient(server.endpoint(), "")) {
            assertThat(anybody.get(url).body()).asString().isEqualTo("layer");
            assertThat(anybody.get(url, "Range", "bytes=1-2").body()).asString().isEqualTo("ay");
            assertThat(anybody.get(url.replace("expires=1", "expires=2")).statusCode())
                    .isEqualTo(403);
            assertThat(anybody.get(url.replace("account=1", "account=2")).statusCode())
                    .isEqualTo(403);
            assertThat(anybody.get(url.replace("/blobs/", "/manifests/")).statusCode())
                    .isEqualTo(401);
            assertThat(anybody.send("DELETE", url, new byte[0]).statusCode()).isEqualTo(401);

            server.advance(Duration.ofMinutes(61));

            assertThat(anybody.get(url).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void layersOfNoImageHaveNoAddress() throws IOException {
        Digest alone = client.push(WEB, bytes(20));

        assertRefused(() -> url(alone), "LayerInaccessibleException", alone.toString());
        assertRefused(() -> url(Digest.of(bytes(21))), "LayersNotFoundException", "The layer with digest");
    }
}
