package io.argosy.registry;

import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server killed without warning: what it has answered is there when the next one starts.
final class CrashTest {
    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredOutlivesAKilledServer() throws Exception {
        Process process = process();
        Digest image;
        String upload;
        try (BufferedReader said = process.inputReader();
                var client = new OciClient(URI.create(said.readLine()), said.readLine())) {
            image = client.pushImage("team/web", "v1", "layer");
            upload = client.begin("team/web");
            client.send("PATCH", upload, bytes("01234"));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        try (var server = RegistryServer.over(folder);
                var client = server.client()) {
            assertThat(Digest.of(client.get("/v2/team/web/manifests/v1").body()))
                    .isEqualTo(image);
            assertThat(text(client.get("/v2/team/web/blobs/" + Digest.of("layer"))))
                    .isEqualTo("layer");
            assertThat(header(client.get(upload), "Range")).isEqualTo("0-4");
            var done = client.send("PUT", upload + "?digest=" + Digest.of("0123456789"), bytes("56789"));
            assertThat(done.statusCode()).isEqualTo(201);
        }
    }

    private Process process() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingServer.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
