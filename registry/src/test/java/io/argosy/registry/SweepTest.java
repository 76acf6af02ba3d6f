package io.argosy.registry;

import static io.argosy.registry.OciClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.ecr.DeleteRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is swept away, and above all what is not.
final class SweepTest {
    private static final Duration LONG_AFTER = Duration.ofHours(25);

    @TempDir
    Path folder;

    private RegistryServer server;
    private OciClient client;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        client = server.client();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void later() throws IOException {
        server.advance(LONG_AFTER);
        client.close();
        client = server.client();
    }

    @Test
    void anImageAndAllItNeedsStay() throws IOException {
        Digest image = client.pushImage("team/web", "v1", "layer");

        later();
        var swept = server.registry().sweep();

        assertThat(swept.links() + swept.blobs()).isZero();
        assertThat(client.get("/v2/team/web/manifests/" + image).statusCode()).isEqualTo(200);
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("layer")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatOnlyADeletedImageNeededGoes() throws IOException {
        Digest image = client.pushImage("team/web", "v1", "gone with the image");
        client.pushImage("team/web", "v2", "kept");
        client.send("DELETE", "/v2/team/web/manifests/" + image, new byte[0]);

        later();
        var swept = server.registry().sweep();

        assertThat(swept.links()).as("its layer and its manifest").isEqualTo(2);
        assertThat(swept.blobs()).isEqualTo(2);
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("gone with the image"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("kept")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingYoungGoes() throws IOException {
        Digest blob = client.push("team/web", bytes("its manifest is still to come"));
        String upload = client.begin("team/web");

        server.advance(Duration.ofHours(23));
        var swept = server.registry().sweep();

        assertThat(swept.uploads() + swept.links() + swept.blobs()).isZero();
        client = server.client();
        assertThat(client.get("/v2/team/web/blobs/" + blob).statusCode()).isEqualTo(200);
        assertThat(client.get(upload).statusCode()).isEqualTo(204);
    }

    @Test
    void aBlobSomebodyAskedForIsYoungAgain() throws IOException {
        Digest blob = client.push("team/web", bytes("wanted again"));
        later();
        client.send("HEAD", "/v2/team/web/blobs/" + blob, new byte[0]);

        var swept = server.registry().sweep();

        assertThat(swept.links()).isZero();
        assertThat(client.get("/v2/team/web/blobs/" + blob).statusCode()).isEqualTo(200);
    }

    @Test
    void anAbandonedUploadGoes() throws IOException {
        String upload = client.begin("team/web");
        client.send("PATCH", upload, bytes("half a blob"));

        later();
        var swept = server.registry().sweep();

        assertThat(swept.uploads()).isEqualTo(1);
        assertThat(client.get(upload).statusCode()).isEqualTo(404);
    }

    @Test
    void aBlobStaysWhileAnotherRepositoryNeedsIt() throws IOException {
        client.pushImage("team/web", "v1", "shared");
        client.pushImage("team/api", "v1", "shared");
        server.call(
                Ecr.DELETE_REPOSITORY,
                DeleteRepositoryRequest.builder()
                        .repositoryName("team/web")
                        .force(true)
                        .build());

        later();
        server.registry().sweep();

        assertThat(client.get("/v2/team/api/blobs/" + Digest.of("shared")).statusCode())
                .isEqualTo(200);
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("shared")).statusCode())
                .isEqualTo(404);
    }
}
