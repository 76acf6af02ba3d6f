package io.argosy.registry;

import static io.argosy.registry.OciClient.OCI_IMAGE;
import static io.argosy.registry.OciClient.OCI_INDEX;
import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The OCI distribution API over a real server: who may, what is there, what is refused and how.
final class DistributionTest {
    private static final Digest NO_SUCH = Digest.of("no such content");

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

    @Test
    void whoIsNotLoggedInIsToldHow() throws IOException {
        try (var stranger = new OciClient(server.endpoint(), "")) {
            var answer = stranger.get("/v2/");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate")).startsWith("Basic realm=");
            assertThat(text(answer)).contains("\"code\":\"UNAUTHORIZED\"");
        }
    }

    @Test
    void aTokenOpensTheRegistryForTwelveHours() throws IOException {
        server.advance(Duration.ofHours(12).minusMinutes(1));
        assertThat(client.get("/v2/").statusCode()).isEqualTo(200);

        server.advance(Duration.ofMinutes(2));

        assertThat(client.get("/v2/").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenOutlivesARestartButNotARevocation() throws IOException {
        server.restart();
        assertThat(client.get("/v2/").statusCode()).isEqualTo(200);

        server.registry().revokeTokens();

        assertThat(client.get("/v2/").statusCode()).isEqualTo(401);
        try (var again = server.client()) {
            assertThat(again.get("/v2/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anImageComesBackAsItWasPushed() throws IOException {
        Digest digest = client.pushImage("team/web", "v1", "layer");

        var byTag = client.get("/v2/team/web/manifests/v1");
        var byDigest = client.get("/v2/team/web/manifests/" + digest);

        assertThat(Digest.of(byTag.body())).isEqualTo(digest);
        assertThat(byTag.body()).isEqualTo(byDigest.body());
        assertThat(header(byTag, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(header(byTag, "Content-Type")).isEqualTo(OCI_IMAGE);
        assertThat(text(client.get("/v2/team/web/blobs/" + Digest.of("layer")))).isEqualTo("layer");
    }

    @Test
    void headTellsTheSizeWithoutTheBytes() throws IOException {
        Digest blob = client.push("team/web", bytes("0123456789"));

        var answer = client.send("HEAD", "/v2/team/web/blobs/" + blob, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(client.send("HEAD", "/v2/team/web/blobs/" + NO_SUCH, new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void partsOfABlobCanBeRead() throws IOException {
        String path = "/v2/team/web/blobs/" + client.push("team/web", bytes("0123456789"));

        var middle = client.get(path, "Range", "bytes=2-4");

        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(text(middle)).isEqualTo("234");
        assertThat(header(middle, "Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(text(client.get(path, "Range", "bytes=-3"))).isEqualTo("789");
        assertThat(text(client.get(path, "Range", "bytes=7-"))).isEqualTo("789");
        assertThat(client.get(path, "Range", "bytes=10-").statusCode()).isEqualTo(416);
    }

    @Test
    void aBlobIsReadableOnlyThroughARepositoryThatHasIt() throws IOException {
        Digest secret = client.push("team/secret", bytes("secret"));
        client.push("team/web", bytes("other"));

        var answer = client.get("/v2/team/web/blobs/" + secret);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("BLOB_UNKNOWN");
    }

    @Test
    void aBlobIsMountedFromARepositoryOfTheSameRealmOnly() throws IOException {
        Digest blob = client.push("team/base", bytes("base"));
        String mount = "/v2/team/web/blobs/uploads/?mount=" + blob + "&from=team/base";

        var mounted = client.send("POST", mount, new byte[0]);
        try (var elsewhere = server.client("us-east-1")) {
            assertThat(elsewhere.send("POST", mount, new byte[0]).statusCode()).isEqualTo(202);
            assertThat(elsewhere.get("/v2/team/web/blobs/" + blob).statusCode()).isEqualTo(404);
        }

        assertThat(mounted.statusCode()).isEqualTo(201);
        assertThat(text(client.get(header(mounted, "Location")))).isEqualTo("base");
    }

    @Test
    void aManifestIsRefusedWhileItsBlobsAreMissing() throws IOException {
        Digest config = client.push("team/web", bytes("{}"));

        var answer = client.put("team/web", "v1", OCI_IMAGE, OciClient.imageManifest(config, NO_SUCH, 5));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("MANIFEST_BLOB_UNKNOWN").contains(NO_SUCH.toString());
        assertThat(client.get("/v2/team/web/manifests/v1").statusCode()).isEqualTo(404);
    }

    @Test
    void aManifestPutByAnotherDigestIsRefused() throws IOException {
        Digest config = client.push("team/web", bytes("{}"));
        String manifest = OciClient.imageManifest(config, config, 2);

        var answer = client.put("team/web", NO_SUCH.toString(), OCI_IMAGE, manifest);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID");
    }

    @Test
    void whatIsNoManifestIsRefused() throws IOException {
        client.push("team/web", bytes("{}"));

        assertThat(text(client.put("team/web", "v1", OCI_IMAGE, "not json"))).contains("MANIFEST_INVALID");
        assertThat(text(client.put("team/web", "v1", "text/plain", "{\"schemaVersion\":2}")))
                .contains("MANIFEST_INVALID");
        assertThat(text(client.put("team/web", "v1", OCI_IMAGE, "{\"schemaVersion\":1}")))
                .contains("schemaVersion 2");
    }

    @Test
    void anIndexNeedsItsImagesAndKeepsThem() throws IOException {
        Digest image = client.pushImage("team/web", "amd64", "layer");
        int size = client.get("/v2/team/web/manifests/amd64").body().length;
        String index = """
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d}]}
                """;
        var missing = client.put("team/web", "all", OCI_INDEX, index.formatted(OCI_INDEX, OCI_IMAGE, NO_SUCH, 1));
        var stored = client.put("team/web", "all", OCI_INDEX, index.formatted(OCI_INDEX, OCI_IMAGE, image, size));

        var deletion = client.send("DELETE", "/v2/team/web/manifests/" + image, new byte[0]);

        assertThat(text(missing)).contains("MANIFEST_BLOB_UNKNOWN");
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(deletion.statusCode()).isEqualTo(405);
        assertThat(text(deletion)).contains("UNSUPPORTED", "Requested image referenced by manifest list");
        assertThat(client.get("/v2/team/web/manifests/" + image).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientGetsNoManifestItDoesNotAccept() throws IOException {
        client.pushImage("team/web", "v1", "layer");

        assertThat(client.get("/v2/team/web/manifests/v1", "Accept", OCI_INDEX).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v2/team/web/manifests/v1", "Accept", OCI_INDEX + ", */*;q=0.1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tagsComeInOrderPageByPage() throws IOException {
        for (String tag : new String[] {"c", "a", "b"}) {
            client.pushImage("team/web", tag, "layer");
        }

        var first = client.get("/v2/team/web/tags/list?n=2");
        String next = header(first, "Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        var second = client.get(next);

        assertThat(text(first)).isEqualTo("{\"name\":\"team/web\",\"tags\":[\"a\",\"b\"]}");
        assertThat(text(second)).contains("[\"c\"]");
        assertThat(header(second, "Link")).isEmpty();
    }

    @Test
    void theCatalogNamesTheRealmsRepositories() throws IOException {
        client.push("team/web", bytes("a"));
        client.push("team/api", bytes("b"));

        assertThat(text(client.get("/v2/_catalog"))).isEqualTo("{\"repositories\":[\"team/api\",\"team/web\"]}");
        try (var elsewhere = server.client("us-east-1")) {
            assertThat(text(elsewhere.get("/v2/_catalog"))).isEqualTo("{\"repositories\":[]}");
        }
    }

    @Test
    void whatRefersToAManifestIsListed() throws IOException {
        Digest image = client.pushImage("team/web", "v1", "layer");
        Digest config = client.push("team/web", bytes("{}"));
        String signature = """
                {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.signature",
                 "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},"layers":[],
                 "subject":{"mediaType":"%s","digest":"%s","size":1},"annotations":{"who":"me"}}
                """.formatted(OCI_IMAGE, config, OCI_IMAGE, image);

        var put = client.put("team/web", Digest.of(signature).toString(), OCI_IMAGE, signature);
        var all = client.get("/v2/team/web/referrers/" + image);
        var others = client.get("/v2/team/web/referrers/" + image + "?artifactType=application/vnd.example.sbom");

        assertThat(header(put, "OCI-Subject")).isEqualTo(image.toString());
        assertThat(header(all, "Content-Type")).isEqualTo(OCI_INDEX);
        assertThat(text(all))
                .contains(Digest.of(signature).toString(), "application/vnd.example.signature", "\"who\":\"me\"");
        assertThat(text(others)).contains("\"manifests\":[]");
        assertThat(header(others, "OCI-Filters-Applied")).isEqualTo("artifactType");
    }

    @Test
    void deletingATagLeavesTheImageAndDeletingTheImageTakesItsTags() throws IOException {
        Digest image = client.pushImage("team/web", "v1", "layer");
        client.pushImage("team/web", "v2", "layer");

        assertThat(client.send("DELETE", "/v2/team/web/manifests/v1", new byte[0])
                        .statusCode())
                .isEqualTo(202);
        assertThat(client.get("/v2/team/web/manifests/v1").statusCode()).isEqualTo(404);
        assertThat(client.get("/v2/team/web/manifests/" + image).statusCode()).isEqualTo(200);

        assertThat(client.send("DELETE", "/v2/team/web/manifests/" + image, new byte[0])
                        .statusCode())
                .isEqualTo(202);
        assertThat(client.get("/v2/team/web/manifests/v2").statusCode()).isEqualTo(404);
    }

    @Test
    void namesAndPathsThatCannotBeAreRefused() throws IOException {
        assertThat(text(client.get("/v2/UPPER/tags/list"))).contains("NAME_INVALID");
        assertThat(text(client.get("/v2/..%2f..%2fetc/tags/list"))).contains("NAME_INVALID");
        assertThat(text(client.get("/v2/team/web/blobs/sha256:zz"))).contains("DIGEST_INVALID");
        assertThat(text(client.get("/v2/team/nobody/tags/list"))).contains("NAME_UNKNOWN");
        assertThat(client.get("/v2/team/web/elsewhere").statusCode()).isEqualTo(404);
    }
}
