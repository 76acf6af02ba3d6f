package io.argosy.registry;

import static io.argosy.registry.OciClient.bytes;
import static io.argosy.registry.OciClient.header;
import static io.argosy.registry.OciClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs on their way in: in chunks, across restarts, many at once, and broken.
final class UploadTest {
    private static final int BIG_MIB = 64;

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
    void chunksMakeABlob() throws IOException {
        String upload = client.begin("team/web");

        var first = client.send("PATCH", upload, bytes("01234"), "Content-Range", "0-4");
        var second = client.send("PATCH", header(first, "Location"), bytes("56"), "Content-Range", "5-6");
        var last = client.send("PUT", header(second, "Location") + "?digest=" + Digest.of("0123456789"), bytes("789"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-4");
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(text(client.get(header(last, "Location")))).isEqualTo("0123456789");
    }

    @Test
    void aChunkThatDoesNotGoOnWhereTheLastEndedIsRefused() throws IOException {
        String upload = client.begin("team/web");
        client.send("PATCH", upload, bytes("01234"), "Content-Range", "0-4");

        var answer = client.send("PATCH", upload, bytes("789"), "Content-Range", "7-9");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Range")).isEqualTo("0-4");
        assertThat(header(client.get(upload), "Range")).isEqualTo("0-4");
    }

    @Test
    void anUploadGoesOnAfterTheServerRestarted() throws IOException {
        String upload = client.begin("team/web");
        client.send("PATCH", upload, bytes("01234"));

        server.restart();
        var standing = client.get(upload);
        var done = client.send("PUT", upload + "?digest=" + Digest.of("0123456789"), bytes("56789"));

        assertThat(standing.statusCode()).isEqualTo(204);
        assertThat(header(standing, "Range")).isEqualTo("0-4");
        assertThat(done.statusCode()).as(text(done)).isEqualTo(201);
    }

    @Test
    void anUploadGoesOnWhereABrokenConnectionLeftIt() throws Exception {
        String upload = client.begin("team/web");
        try (var socket = new Socket("127.0.0.1", server.endpoint().getPort())) {
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: here\r\nAuthorization: " + client.authorization()
                    + "\r\nContent-Length: 10\r\n\r\n";
            socket.getOutputStream().write(bytes(head + "01234"));
            socket.getOutputStream().flush();
            Eventually.holds(() -> header(client.get(upload), "Range").equals("0-4"));
        }

        byte[] rest = bytes("56789");
        String end = upload + "?digest=" + Digest.of("0123456789");
        Eventually.holds(
                () -> client.send("PUT", end, rest, "Content-Range", "5-9").statusCode() == 201);

        assertThat(text(client.get("/v2/team/web/blobs/" + Digest.of("0123456789"))))
                .isEqualTo("0123456789");
    }

    @Test
    void contentThatIsNotWhatWasAnnouncedIsRefusedAndForgotten() throws IOException {
        String upload = client.begin("team/web");
        Digest announced = Digest.of("what was announced");

        var answer = client.send("PUT", upload + "?digest=" + announced, bytes("something else"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID");
        assertThat(client.get(upload).statusCode()).isEqualTo(404);
        assertThat(client.get("/v2/team/web/blobs/" + announced).statusCode()).isEqualTo(404);
    }

    @Test
    void aCancelledUploadIsGone() throws IOException {
        String upload = client.begin("team/web");

        assertThat(client.send("DELETE", upload, new byte[0]).statusCode()).isEqualTo(204);

        assertThat(text(client.get(upload))).contains("BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void anUploadBelongsToItsRepository() throws IOException {
        String upload = client.begin("team/web");
        client.begin("team/api");

        assertThat(client.get(upload.replace("team/web", "team/api")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSameBlobPushedByManyAtOnceIsStoredOnce() throws Exception {
        byte[] content = new byte[1 << 20];
        new Random(3).nextBytes(content);
        List<Callable<Digest>> pushes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String repository = "team/app" + i % 4;
            pushes.add(() -> client.push(repository, content));
        }

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Digest> push : executor.invokeAll(pushes)) {
                assertThat(push.get()).isEqualTo(Digest.of(content));
            }
        }

        try (var files = Files.walk(folder.resolve("registry"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() == content.length))
                    .hasSize(1);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(client.get("/v2/team/app" + i + "/blobs/" + Digest.of(content))
                            .body())
                    .isEqualTo(content);
        }
    }

    @Test
    void aBlobBeyondTheLimitIsRefused() throws IOException {
        try (var small = RegistryServer.over(folder.resolve("small"), RegistryServer::tiny);
                var pusher = small.client()) {
            var answer = pusher.send("PATCH", pusher.begin("team/web"), new byte[2000]);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(text(answer)).contains("SIZE_INVALID");
        }
    }

    @Test
    void aPushToAnUnknownRepositoryIsRefusedWhereTheServerSaysSo() throws IOException {
        try (var strict = RegistryServer.over(
                        folder.resolve("strict"), settings -> settings.with(new RegistrySettings.Pushes(false, true)));
                var pusher = strict.client()) {
            var answer = pusher.send("POST", "/v2/team/web/blobs/uploads/", new byte[0]);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(answer))
                    .contains("NAME_UNKNOWN")
                    .contains("The repository with name 'team/web' does not exist in the registry with id");
        }
    }

    @Test
    void aBigBlobGoesThroughAndItsSpeedIsPrinted() throws IOException {
        byte[] content = new byte[BIG_MIB << 20];
        new Random(5).nextBytes(content);
        Digest digest = Digest.of(content);

        long started = System.nanoTime();
        client.push("team/big", content);
        long pushed = System.nanoTime();
        byte[] back = client.get("/v2/team/big/blobs/" + digest).body();
        long pulled = System.nanoTime();

        assertThat(Arrays.equals(back, content)).isTrue();
        System.out.printf(
                "a blob of %d MiB: in %d ms, out %d ms%n",
                BIG_MIB, (pushed - started) / 1_000_000, (pulled - pushed) / 1_000_000);
    }

    /// Nobody can go on with it: the upload of a single request has no name that its client knows.
    @Test
    void aSingleRequestThatBreaksOffLeavesNothing() throws Exception {
        client.push("team/web", bytes("a"));
        try (var slow = new SlowRequest(
                server.endpoint(),
                "POST /v2/team/web/blobs/uploads/?digest=" + Digest.of("0123456789"),
                client.authorization(),
                10)) {
            slow.send("01234");
            Eventually.holds(() -> server.uploads().size() == 1);
        }

        Eventually.holds(() -> server.uploads().isEmpty());
    }

    @Test
    void anUploadBeyondTheLimitIsRefusedBeforeItIsSentAndForgotten() throws IOException {
        try (var small = RegistryServer.over(folder.resolve("small"), RegistryServer::tiny);
                var pusher = small.client()) {
            String upload = pusher.begin("team/web");
            pusher.send("PATCH", upload, new byte[600]);

            var answer = pusher.send("PATCH", upload, new byte[600]);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(small.uploads()).isEmpty();
            assertThat(pusher.get(upload).statusCode()).isEqualTo(404);
        }
    }

    /// Enough for every way an upload is hashed: in one go, on a thread of its own, and again from the file.
    @Test
    void bigChunksMakeABlobToo() throws IOException {
        byte[] content = new byte[5 << 20];
        new Random(5).nextBytes(content);
        byte[] first = Arrays.copyOfRange(content, 0, 3 << 20);
        byte[] second = Arrays.copyOfRange(content, 3 << 20, content.length);
        String upload = client.begin("team/web");
        client.send("PATCH", upload, first);
        String other = client.begin("team/web");
        client.send("PATCH", other, first);

        var done = client.send("PUT", upload + "?digest=" + Digest.of(content), second);
        server.restart();
        var doneAgain = client.send("PUT", other + "?digest=" + Digest.of(content), second);

        assertThat(done.statusCode()).as(text(done)).isEqualTo(201);
        assertThat(doneAgain.statusCode()).as(text(doneAgain)).isEqualTo(201);
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of(content)).body())
                .isEqualTo(content);
    }
}
