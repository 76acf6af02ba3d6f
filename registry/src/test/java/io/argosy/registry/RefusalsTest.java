package io.argosy.registry;

import static io.argosy.registry.OciClient.OCI_IMAGE;
import static io.argosy.registry.OciClient.OCI_INDEX;
import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the registry refuses, and that it does so in words every OCI client knows.
final class RefusalsTest {
    private static final String NO_SUCH = "sha256:" + "0".repeat(64);
    private static final Pattern CODE = Pattern.compile("\\{\"errors\":\\[\\{\"code\":\"([A-Z_]+)\".*");

    /// The table of error codes of the distribution specification, 1.1.
    private static final Set<String> SPECIFIED = Set.of(
            "BLOB_UNKNOWN",
            "BLOB_UPLOAD_INVALID",
            "BLOB_UPLOAD_UNKNOWN",
            "DIGEST_INVALID",
            "MANIFEST_BLOB_UNKNOWN",
            "MANIFEST_INVALID",
            "MANIFEST_UNKNOWN",
            "NAME_INVALID",
            "NAME_UNKNOWN",
            "SIZE_INVALID",
            "UNAUTHORIZED",
            "DENIED",
            "UNSUPPORTED",
            "TOOMANYREQUESTS");

    @TempDir
    Path folder;

    private RegistryServer server;
    private OciClient client;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        client = server.client();
        client.pushImage("team/web", "v1", "layer");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private record Case(String method, String path, int status, String code) {}

    private static final List<Case> CASES = List.of(
            new Case("GET", "/v2/team/web/tags/list?n=-1", 400, "UNSUPPORTED"),
            new Case("GET", "/v2/team/web/tags/list?n=1e9", 400, "UNSUPPORTED"),
            new Case("GET", "/v2/team/web/tags/list?n=99999999999999999999", 400, "UNSUPPORTED"),
            new Case("GET", "/v2/_catalog?n=", 400, "UNSUPPORTED"),
            new Case("GET", "/v2/team/nobody/tags/list", 404, "NAME_UNKNOWN"),
            new Case("GET", "/v2/" + "a".repeat(256) + "/tags/list", 400, "NAME_INVALID"),
            new Case("POST", "/v2/" + "a".repeat(256) + "/blobs/uploads/", 400, "NAME_INVALID"),
            new Case("POST", "/v2/" + "a".repeat(3000) + "/blobs/uploads/", 400, "NAME_INVALID"),
            new Case("POST", "/v2/a/blobs/uploads/", 400, "NAME_INVALID"),
            new Case("POST", "/v2/team/web/blobs/uploads/?digest=sha256:zz", 400, "DIGEST_INVALID"),
            new Case("POST", "/v2/team/web/blobs/uploads/?digest=sha512:" + "0".repeat(64), 400, "DIGEST_INVALID"),
            new Case("POST", "/v2/team/web/blobs/uploads/?digest-algorithm=md5", 400, "DIGEST_INVALID"),
            new Case("POST", "/v2/team/web/blobs/uploads/?digest=" + NO_SUCH, 400, "DIGEST_INVALID"),
            new Case("GET", "/v2/team/web/blobs/uploads/" + "0".repeat(32), 404, "BLOB_UPLOAD_UNKNOWN"),
            new Case("PUT", "/v2/team/web/blobs/uploads/nothing?digest=" + NO_SUCH, 404, "BLOB_UPLOAD_UNKNOWN"),
            new Case("TRACK", "/v2/team/web/blobs/uploads/", 405, "UNSUPPORTED"),
            new Case("GET", "/v2/team/web/blobs/" + NO_SUCH, 404, "BLOB_UNKNOWN"),
            new Case("DELETE", "/v2/team/web/blobs/" + NO_SUCH, 404, "BLOB_UNKNOWN"),
            new Case("GET", "/v2/team/web/blobs/md5:00", 400, "DIGEST_INVALID"),
            new Case("GET", "/v2/team/web/manifests/none", 404, "MANIFEST_UNKNOWN"),
            new Case("DELETE", "/v2/team/web/manifests/none", 404, "MANIFEST_UNKNOWN"),
            new Case("PUT", "/v2/team/web/manifests/-bad", 400, "MANIFEST_INVALID"),
            new Case("PUT", "/v2/team/web/manifests/v2", 400, "MANIFEST_INVALID"),
            new Case("PUT", "/v2/team/web/manifests/" + NO_SUCH + "?tag=-", 400, "MANIFEST_INVALID"),
            new Case("PATCH", "/v2/team/web/manifests/v2", 405, "UNSUPPORTED"),
            new Case("GET", "/v2/team/web/referrers/v1", 400, "DIGEST_INVALID"),
            new Case("POST", "/v2/team/web/referrers/" + NO_SUCH, 405, "UNSUPPORTED"),
            new Case("POST", "/v2/_catalog", 405, "UNSUPPORTED"),
            new Case("GET", "/v2/team/web/elsewhere", 404, "NAME_UNKNOWN"));

    @Test
    void everyRefusalHasACodeOfTheSpecification() throws IOException {
        for (Case refused : CASES) {
            var answer = client.send(refused.method(), refused.path(), new byte[0]);

            assertThat(answer.statusCode()).as("%s: %s", refused, text(answer)).isEqualTo(refused.status());
            assertThat(code(answer))
                    .as(refused.toString())
                    .isEqualTo(refused.code())
                    .isIn(SPECIFIED);
        }
    }

    private static String code(HttpResponse<byte[]> answer) {
        var matcher = CODE.matcher(text(answer));
        assertThat(matcher.matches()).as(text(answer)).isTrue();
        return matcher.group(1);
    }

    /// A client of its own, because Java's refuses to send what is tested here.
    @Test
    void aQueryThatCannotBeDecodedIsTheClientsFault() throws IOException {
        for (String query : List.of("n=%zz", "last=%", "last=%ff%fe", "%c0%ae=1")) {
            String answer = RawRequest.send(
                    server.endpoint(),
                    "GET /v2/team/web/tags/list?" + query + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                            + "Authorization: " + client.authorization() + "\r\n\r\n");

            assertThat(answer).as(query).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aManifestThatMisstatesASizeIsRefused() throws IOException {
        Digest config = client.push("team/web", bytes("{}"));
        Digest layer = client.push("team/web", bytes("layer"));
        String good = OciClient.imageManifest(config, layer, 5);

        for (String size : List.of("4", "1e300", "5.0", "-5", "9223372036854775808", "\"5\"")) {
            var answer = client.put("team/web", "v2", OCI_IMAGE, good.replace("\"size\":5", "\"size\":" + size));

            assertThat(answer.statusCode()).as(size).isEqualTo(400);
            assertThat(code(answer)).as(size).isEqualTo("MANIFEST_INVALID");
        }
        assertThat(client.put("team/web", "v2", OCI_IMAGE, good).statusCode()).isEqualTo(201);
    }

    @Test
    void aManifestThatIsImageAndIndexAtOnceIsRefused() throws IOException {
        Digest config = client.push("team/web", bytes("{}"));
        String image = OciClient.imageManifest(config, client.push("team/web", bytes("layer")), 5);
        String both = image.replace("\"schemaVersion\":2", "\"schemaVersion\":2,\"manifests\":[]");

        assertThat(code(client.put("team/web", "v2", OCI_IMAGE, both))).isEqualTo("MANIFEST_INVALID");
        assertThat(code(client.put("team/web", "v2", OCI_INDEX, both.replace(OCI_IMAGE, OCI_INDEX))))
                .isEqualTo("MANIFEST_INVALID");
    }

    @Test
    void theLongestNameWorks() throws IOException {
        String name = "n".repeat(255);

        Digest digest = client.push(name, bytes("layer"));

        assertThat(text(client.get("/v2/" + name + "/blobs/" + digest))).isEqualTo("layer");
    }

    @Test
    void whoseTokenHasEndedIsAskedForAnother() throws IOException {
        server.registry().revokeTokens();

        var revoked = client.get("/v2/team/web/manifests/v1");

        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(code(revoked)).isEqualTo("UNAUTHORIZED");
        assertThat(header(revoked, "WWW-Authenticate")).startsWith("Basic realm=");
        try (var again = server.client()) {
            assertThat(again.get("/v2/team/web/manifests/v1").statusCode()).isEqualTo(200);
        }
    }
}
