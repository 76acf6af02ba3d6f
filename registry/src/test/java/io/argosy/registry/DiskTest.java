package io.argosy.registry;

import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.DiskReserve.Kept;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry on a disk of 64 MiB, and clients that send more.
final class DiskTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createDirectory(folder.resolve("disk"));
        Command mounted = mount("mount", "-t", "tmpfs", "-o", "size=64m", "argosy-test", disk.toString());
        assumeTrue(mounted.status() == 0, "mounting a small disk takes root");
    }

    @AfterEach
    void unmount() throws IOException {
        mount("umount", "-l", disk.toString());
    }

    private static Command mount(String... words) throws IOException {
        return Command.run(Map.of(), new byte[0], List.of(words));
    }

    private RegistryServer keeping(long bytes) throws IOException {
        return RegistryServer.over(
                disk,
                settings -> settings.with(new RegistrySettings.Storage(new Kept(bytes, 0), Duration.ofHours(24))));
    }

    /// Zeros without an end that is known beforehand.
    private static HttpResponse<byte[]> stream(RegistryServer server, String method, String path, String login, int mib)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.endpoint().resolve(path))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Authorization", login)
                    .method(method, HttpRequest.BodyPublishers.ofInputStream(() -> zeros(mib)));
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static InputStream zeros(int mib) {
        return new ByteArrayInputStream(new byte[mib * MIB]);
    }

    @Test
    void anUploadStopsAtTheReserveAndTheJournalGoesOn() throws Exception {
        try (var server = keeping(24 * MIB);
                var client = server.client()) {
            String upload = client.begin("team/web");

            var refused = stream(server, "PATCH", upload, client.authorization(), 100);

            assertThat(refused.statusCode()).as(text(refused)).isEqualTo(507);
            assertThat(text(refused)).contains("TOOMANYREQUESTS", "24 MiB are kept back (registry.disk-reserve)");
            assertThat(server.uploads()).isEmpty();
            assertThat(Files.getFileStore(disk).getUsableSpace()).isGreaterThan(24L * MIB);
            new EcrCalls(server).create("team/journal");
            client.pushImage("team/web", "v1", "layer");
        }
    }

    @Test
    void whatAnnouncesMoreThanThereIsRoomForIsRefusedAtOnce() throws Exception {
        try (var server = keeping(24 * MIB);
                var client = server.client()) {
            byte[] content = new byte[48 * MIB];

            var refused = client.send("POST", "/v2/team/web/blobs/uploads/?digest=" + Digest.of(content), content);

            assertThat(refused.statusCode()).as(text(refused)).isEqualTo(507);
            assertThat(server.uploads()).isEmpty();
        }
    }

    @Test
    void manyAtOnceLeaveTheReserve() throws Exception {
        try (var server = keeping(24 * MIB);
                var client = server.client()) {
            List<Thread> pushes = IntStream.range(0, 8)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> push(server, client)))
                    .toList();
            for (Thread push : pushes) {
                push.join();
            }

            assertThat(Files.getFileStore(disk).getUsableSpace()).isGreaterThan(8L * MIB);
            // There is room for one of them.
            assertThat(server.uploads()).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void push(RegistryServer server, OciClient client) {
        try {
            var refused = stream(server, "PATCH", client.begin("team/web"), client.authorization(), 40);
            assertThat(refused.statusCode()).isIn(202, 507);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Without a reserve the disk itself says no. The journal is on it too, so nothing else is written here.
    @Test
    void aDiskThatIsFullIsToldAsSuchAndLeavesNothing() throws Exception {
        try (var server = keeping(0);
                var client = server.client()) {
            String upload = client.begin("team/web");

            var refused = stream(server, "PATCH", upload, client.authorization(), 100);

            assertThat(refused.statusCode()).as(text(refused)).isEqualTo(507);
            assertThat(text(refused)).contains("No space left on device").doesNotContain(disk.toString());
            assertThat(server.uploads()).isEmpty();
        }
    }
}
