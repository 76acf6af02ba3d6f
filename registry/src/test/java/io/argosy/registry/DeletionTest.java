package io.argosy.registry;

import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deleting single blobs, and what is left of a repository that was deleted.
final class DeletionTest {
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

    private HttpResponse<byte[]> delete(String path) throws IOException {
        return client.send("DELETE", path, new byte[0]);
    }

    @Test
    void aBlobThatNoImageNeedsIsDeletedInItsRepositoryOnly() throws IOException {
        Digest layer = client.push("team/web", bytes("layer"));
        client.push("team/api", bytes("layer"));

        var deleted = delete("/v2/team/web/blobs/" + layer);

        assertThat(deleted.statusCode()).isEqualTo(202);
        assertThat(client.get("/v2/team/web/blobs/" + layer).statusCode()).isEqualTo(404);
        assertThat(delete("/v2/team/web/blobs/" + layer).statusCode()).isEqualTo(404);
        assertThat(client.get("/v2/team/api/blobs/" + layer).statusCode()).isEqualTo(200);
    }

    @Test
    void aBlobThatAnImageNeedsStays() throws IOException {
        Digest image = client.pushImage("team/web", "v1", "layer");
        String layer = "/v2/team/web/blobs/" + Digest.of("layer");

        var refused = delete(layer);
        var manifest = delete("/v2/team/web/blobs/" + image);

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(text(refused)).contains("UNSUPPORTED", image.toString());
        assertThat(manifest.statusCode()).isEqualTo(405);
        assertThat(client.get(layer).statusCode()).isEqualTo(200);
        delete("/v2/team/web/manifests/" + image);
        assertThat(delete(layer).statusCode()).isEqualTo(202);
    }

    @Test
    void noBlobIsDeletedWhereTheServerSaysSo() throws IOException {
        try (var strict = RegistryServer.over(
                        folder.resolve("strict"), settings -> settings.with(new RegistrySettings.Pushes(true, false)));
                var pusher = strict.client()) {
            Digest layer = pusher.push("team/web", bytes("layer"));

            var refused = pusher.send("DELETE", "/v2/team/web/blobs/" + layer, new byte[0]);

            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(text(refused)).contains("UNSUPPORTED", "registry.delete-blobs");
            assertThat(pusher.get("/v2/team/web/blobs/" + layer).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anUploadThatOutlivesItsRepositoryLeavesNothingToItsSuccessor() throws IOException {
        String upload = client.begin("team/web");
        client.send("PATCH", upload, bytes("secret"));
        var ecr = new EcrCalls(server);
        ecr.delete("team/web", true);

        var finished = client.send("PUT", upload + "?digest=" + Digest.of("secret"), new byte[0]);
        ecr.create("team/web");

        assertThat(finished.statusCode()).isEqualTo(404);
        assertThat(text(finished)).contains("NAME_UNKNOWN");
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("secret")).statusCode())
                .isEqualTo(404);
    }

    /// The body is on its way while the repository goes, so the check before it began has long been made.
    @Test
    void anUploadWhoseRepositoryGoesInTheMiddleIsRefused() throws Exception {
        client.push("team/web", bytes("a"));
        try (var slow = new SlowRequest(
                server.endpoint(),
                "POST /v2/team/web/blobs/uploads/?digest=" + Digest.of("0123456789"),
                client.authorization(),
                10)) {
            slow.send("01234");
            Eventually.holds(() ->
                    server.uploads().stream().anyMatch(file -> file.toFile().length() == 5));
            new EcrCalls(server).delete("team/web", true);
            slow.send("56789");

            assertThat(slow.answer()).startsWith("HTTP/1.1 404").contains("NAME_UNKNOWN");
        }
        Eventually.holds(() -> server.uploads().isEmpty());
    }
}
