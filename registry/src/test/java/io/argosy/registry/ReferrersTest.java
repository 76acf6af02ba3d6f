package io.argosy.registry;

import static io.argosy.registry.OciClient.OCI_IMAGE;
import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More that is about one manifest than an answer may hold.
final class ReferrersTest {
    private static final int MANY = 130;
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"");

    @TempDir
    Path folder;

    @Test
    void referrersComePageByPage() throws IOException {
        try (var server = RegistryServer.over(folder);
                var client = server.client()) {
            Digest image = client.pushImage("team/web", "v1", "layer");
            int size = client.get("/v2/team/web/manifests/v1").body().length;
            Digest config = client.push("team/web", bytes("{}"));
            List<String> pushed = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String about = about(image, size, config, i);
                client.put("team/web", Digest.of(about).toString(), OCI_IMAGE, about);
                pushed.add(Digest.of(about).toString());
            }

            assertThat(all(client, "/v2/team/web/referrers/" + image)).containsExactlyInAnyOrderElementsOf(pushed);
            assertThat(all(client, "/v2/team/web/referrers/" + image + "?artifactType=application/odd"))
                    .hasSize(MANY / 2)
                    .isSubsetOf(pushed);
        }
    }

    private static List<String> all(OciClient client, String first) throws IOException {
        List<String> digests = new ArrayList<>();
        int pages = 0;
        for (String path = first; !path.isEmpty(); pages++) {
            var page = client.get(path);
            Matcher matcher = DIGEST.matcher(text(page));
            while (matcher.find()) {
                digests.add(matcher.group(1));
            }
            path = header(page, "Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        }
        assertThat(pages).isGreaterThan(1);
        return digests;
    }

    private static String about(Digest image, int size, Digest config, int number) {
        return """
                {"schemaVersion":2,"mediaType":"%s","artifactType":"application/%s",
                 "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},"layers":[],
                 "subject":{"mediaType":"%s","digest":"%s","size":%d},"annotations":{"number":"%d"}}
                """.formatted(OCI_IMAGE, number % 2 == 0 ? "even" : "odd", config, OCI_IMAGE, image, size, number);
    }
}
