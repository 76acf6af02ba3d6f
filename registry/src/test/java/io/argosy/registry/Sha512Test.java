package io.argosy.registry;

import static io.argosy.registry.OciClient.OCI_IMAGE;
import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Content that is named by its SHA-512, all the way.
final class Sha512Test {
    private static final String WEB = "team/web";

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

    private static Digest digest(String content) {
        return Digest.of(Algorithm.SHA512, bytes(content));
    }

    private Digest push(String content) throws IOException {
        Digest digest = digest(content);
        var answer = client.send("POST", "/v2/" + WEB + "/blobs/uploads/?digest=" + digest, bytes(content));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
        return digest;
    }

    @Test
    void chunksMakeABlob() throws IOException {
        var begun = client.send("POST", "/v2/" + WEB + "/blobs/uploads/?digest-algorithm=sha512", new byte[0]);
        var first = client.send("PATCH", header(begun, "Location"), bytes("01234"), "Content-Range", "0-4");
        var last = client.send("PUT", header(first, "Location") + "?digest=" + digest("0123456789"), bytes("56789"));

        assertThat(last.statusCode()).as(text(last)).isEqualTo(201);
        assertThat(text(client.get("/v2/" + WEB + "/blobs/" + digest("0123456789"))))
                .isEqualTo("0123456789");
    }

    @Test
    void anUploadThatDidNotSayHowItWouldBeNamedIsNamedAllTheSame() throws IOException {
        String upload = client.begin(WEB);
        client.send("PATCH", upload, bytes("01234"));

        var last = client.send("PUT", upload + "?digest=" + digest("0123456789"), bytes("56789"));

        assertThat(last.statusCode()).as(text(last)).isEqualTo(201);
    }

    @Test
    void contentOfAnotherDigestIsRefused() throws IOException {
        var answer = client.send("POST", "/v2/" + WEB + "/blobs/uploads/?digest=" + digest("a"), bytes("b"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID");
    }

    @Test
    void anImageOfSuchNamesIsKeptWithAllItNeeds() throws IOException {
        String manifest = OciClient.imageManifest(push("{}"), push("layer"), 5);
        Digest image = digest(manifest);
        String subject = "\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(OCI_IMAGE, image, manifest.length());
        String about = manifest.replace(
                "\"schemaVersion\":2", "\"schemaVersion\":2,\"artifactType\":\"application/a\"," + subject);

        var put = client.put(WEB, image + "?tag=v1&tag=latest", OCI_IMAGE, manifest);
        var signature = client.put(WEB, digest(about).toString(), OCI_IMAGE, about);
        server.restart();
        server.advance(Duration.ofHours(25));
        server.registry().sweep();

        assertThat(put.statusCode()).as(text(put)).isEqualTo(201);
        assertThat(header(put, "OCI-Tag")).isEqualTo("v1, latest");
        assertThat(header(signature, "OCI-Subject")).isEqualTo(image.toString());
        client.close();
        client = server.client();
        for (String reference : new String[] {image.toString(), "v1", "latest"}) {
            var got = client.get("/v2/" + WEB + "/manifests/" + reference);
            assertThat(text(got)).isEqualTo(manifest);
            assertThat(header(got, "Docker-Content-Digest")).isEqualTo(image.toString());
        }
        assertThat(text(client.get("/v2/" + WEB + "/referrers/" + image)))
                .contains(digest(about).toString());
        assertThat(text(client.get("/v2/" + WEB + "/blobs/" + digest("layer")))).isEqualTo("layer");
    }
}
