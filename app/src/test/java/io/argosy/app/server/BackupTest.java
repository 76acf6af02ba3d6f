package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.datadirectory.Backup;
import io.argosy.datadirectory.BackupFile;
import io.argosy.datadirectory.Outlook;
import io.argosy.datadirectory.Restore;
import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup of a server that serves, and what comes of it in the same directory and in others.
final class BackupTest {
    private static final byte[] LAYER = "a layer".repeat(1000).getBytes(StandardCharsets.UTF_8);
    private static final InstantSource CLOCK = InstantSource.system();

    private static final int ZIP_PART = 0x04034b50;
    private static final int ZIP_HEAD = 30;

    @TempDir
    private Path folder;

    private Path data;
    private Path file;
    private RunningServer server;

    @BeforeEach
    void serve() throws Exception {
        data = folder.resolve("data");
        file = folder.resolve("backup.zip");
        server = new RunningServer(data, Map.of());
        server.cluster("fleet");
        server.as(server.root())
                .call(
                        Ecs.REGISTER_TASK_DEFINITION,
                        RegisterTaskDefinitionRequest.builder()
                                .family("web")
                                .containerDefinitions(List.of(ContainerDefinition.builder()
                                        .name("web")
                                        .image("web")
                                        .memory(16)
                                        .build()))
                                .build());
        service("old");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void service(String name) throws IOException {
        server.as(server.root())
                .call(
                        Ecs.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .cluster("fleet")
                                .serviceName(name)
                                .taskDefinition("web")
                                .desiredCount(2)
                                .build());
    }

    private List<String> services(RunningServer of) throws IOException {
        return of
                .as(of.root())
                .call(
                        Ecs.LIST_SERVICES,
                        ListServicesRequest.builder().cluster("fleet").build())
                .serviceArns()
                .orElse(List.of())
                .stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    private void backUp(boolean blobs) throws IOException {
        new Backup(data, Optional.empty()).write(file, new Backup.Wanted("0.1", Instant.now(), "123456789012", blobs));
    }

    private Outlook restore(Path into, boolean replacing) throws IOException {
        try (BackupFile backup = BackupFile.open(file);
                Restore restore = Restore.into(into, replacing, ServerKinds.ALL, CLOCK)) {
            Outlook outlook = restore.prepare(backup);
            restore.replace();
            return outlook;
        }
    }

    @Test
    void aServerThatIsWrittenToIsBackedUpAndComesBackElsewhere() throws Exception {
        ClientIdentity agent = server.joined("fleet");
        String instance = server.registered(agent, "fleet", Optional.empty());
        var written = new AtomicInteger();
        Thread writer = Thread.startVirtualThread(() -> write(written));
        while (written.get() < 5) {
            Thread.onSpinWait();
        }
        int before = written.get();

        backUp(false);

        writer.interrupt();
        writer.join();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(data, file);
        }
        Path other = folder.resolve("other");
        restore(other, false);
        try (var again = new RunningServer(other, Map.of())) {
            assertThat(again.root()).isEqualTo(server.root());
            assertThat(again.registered(agent, "fleet", Optional.of(instance))).isEqualTo(instance);
            for (int number = 0; number < before; number++) {
                assertThat(again.as(again.root())
                                .call(
                                        Ecs.DESCRIBE_CLUSTERS,
                                        DescribeClustersRequest.builder()
                                                .clusters(List.of("written-" + number))
                                                .build())
                                .clusters()
                                .orElseThrow())
                        .hasSize(1);
            }
        }
    }

    private void write(AtomicInteger written) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                server.cluster("written-" + written.get());
                written.incrementAndGet();
            }
        } catch (IOException | RuntimeException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWillStopIsSaidAndWhatWasThereIsKept() throws Exception {
        backUp(false);
        service("new");
        ClientIdentity late = server.joined("fleet");
        server.close();

        Outlook outlook = restore(data, true);

        assertThat(outlook.lines())
                .containsSequence("services that end, with their tasks: 1", "  fleet/new (2 of web:1)")
                .contains("  fleet/" + late.key().id() + " (nobody)");
        server = new RunningServer(data, Map.of());
        assertThat(services(server)).containsExactly("old");
        assertThatThrownBy(() -> server.registered(late, "fleet", Optional.empty()))
                .hasMessageContaining("UnrecognizedClientException");
        Path away;
        try (Stream<Path> entries = Files.list(data)) {
            away = entries.filter(path -> path.getFileName().toString().startsWith("replaced-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var before = new RunningServer(away, Map.of())) {
            assertThat(services(before)).containsExactly("new", "old");
        }
    }

    @Test
    void imagesComeAlongOnlyWhenAskedFor() throws Exception {
        push();
        backUp(false);
        Path without = folder.resolve("without");
        assertThat(restore(without, false).lines())
                .containsSequence("images that must be pushed again: 1", "  shop/web:1");

        backUp(true);
        Path with = folder.resolve("with");
        assertThat(restore(with, false).lines().stream().filter(line -> line.startsWith("images")))
                .isEmpty();
        try (var again = new RunningServer(with, Map.of())) {
            assertThat(pulled(again)).isEqualTo(200);
        }
        try (var again = new RunningServer(without, Map.of())) {
            assertThat(pulled(again)).isEqualTo(404);
            pushTo(again);
            assertThat(pulled(again)).isEqualTo(200);
        }
    }

    private void push() throws Exception {
        server.as(server.root())
                .call(
                        Ecr.CREATE_REPOSITORY,
                        CreateRepositoryRequest.builder()
                                .repositoryName("shop/web")
                                .build());
        pushTo(server);
    }

    private void pushTo(RunningServer to) throws Exception {
        upload(to, LAYER);
        upload(to, "{}".getBytes(StandardCharsets.UTF_8));
        String manifest = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
                """.formatted(Digest.of("{}"), Digest.of(LAYER), LAYER.length);
        assertThat(ask(request(to, "/v2/shop/web/manifests/1")
                        .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                        .PUT(BodyPublishers.ofString(manifest))))
                .isEqualTo(201);
    }

    private void upload(RunningServer to, byte[] content) throws Exception {
        assertThat(ask(request(to, "/v2/shop/web/blobs/uploads/?digest=" + Digest.of(content))
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(content))))
                .isEqualTo(201);
    }

    private int pulled(RunningServer from) throws Exception {
        return ask(request(from, "/v2/shop/web/blobs/" + Digest.of(LAYER)).GET());
    }

    private static HttpRequest.Builder request(RunningServer to, String path) throws IOException {
        String token = to.registryToken(to.root());
        return HttpRequest.newBuilder(to.uri().resolve(path)).header("Authorization", "Basic " + token);
    }

    private static int ask(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void whatIsInUseOrFullOrDamagedIsLeftAlone() throws Exception {
        backUp(false);
        assertThatThrownBy(() -> restore(data, true)).hasMessageContaining("is in use by another process");
        server.close();
        assertThatThrownBy(() -> restore(data, false)).hasMessageContaining("--replace");
        byte[] whole = Files.readAllBytes(file);
        List<String> before = listing();

        for (int content : contents(whole)) {
            byte[] wrong = whole.clone();
            wrong[content + 5] ^= 0x40;
            Files.write(file, wrong);
            assertThatThrownBy(() -> restore(data, true)).isInstanceOf(IOException.class);
            assertThat(listing()).isEqualTo(before);
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> restore(data, true)).hasMessageContaining("damaged or cut short");
        server = new RunningServer(data, Map.of());
        assertThat(services(server)).containsExactly("old");
    }

    /// Where the parts of a zip file begin, behind their heads.
    private static List<Integer> contents(byte[] zip) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> contents = IntStream.range(0, zip.length - ZIP_HEAD)
                .filter(at -> bytes.getInt(at) == ZIP_PART)
                .mapToObj(at -> at + ZIP_HEAD + bytes.getShort(at + 26) + bytes.getShort(at + 28))
                .toList();
        assertThat(contents).as("journal, keys and what they are").hasSizeGreaterThan(4);
        return contents;
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> entries = Files.walk(data)) {
            return entries.map(Path::toString).sorted().toList();
        }
    }

    /// The steps of a restore are renames: a loss after each of them is made here by doing the first so many.
    @Test
    void anInterruptedRestoreIsFinishedByTheNextStart() throws Exception {
        backUp(false);
        service("new");
        server.close();
        List<String> parts = List.of("journal.db", "config", "credentials");
        for (int steps = 0; steps <= 2 * parts.size() + 1; steps++) {
            Path copy = copied("loss-" + steps);
            Path ready = Files.createDirectory(copy.resolve("restored"));
            try (BackupFile backup = BackupFile.open(file)) {
                backup.unpack(ready);
            }
            Files.writeString(ready.resolve("away"), "replaced-1");
            lose(copy, parts, steps);

            try (var again = new RunningServer(copy, Map.of())) {
                assertThat(services(again)).as("after %s steps", steps).containsExactly("old");
            }
            try (var before = new RunningServer(copy.resolve("replaced-1"), Map.of())) {
                assertThat(services(before)).as("after %s steps", steps).containsExactly("new", "old");
            }
            assertThat(copy.resolve("restored")).doesNotExist();
            assertThat(copy.resolve("arriving")).doesNotExist();
        }
        server = new RunningServer(folder.resolve("unused"), Map.of());
    }

    private Path copied(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String part : List.of("journal.db", "config", "credentials")) {
            Files.copy(data.resolve(part), copy.resolve(part));
        }
        return copy;
    }

    private static void lose(Path copy, List<String> parts, int steps) throws IOException {
        Path away = Files.createDirectory(copy.resolve("replaced-1"));
        Path arriving = copy.resolve("arriving");
        for (int step = 0; step < steps; step++) {
            if (step < parts.size()) {
                Files.move(copy.resolve(parts.get(step)), away.resolve(parts.get(step)));
            } else if (step == parts.size()) {
                Files.move(copy.resolve("restored"), arriving);
            } else {
                String part = parts.get(step - parts.size() - 1);
                Files.move(arriving.resolve(part), copy.resolve(part));
            }
        }
    }

    @Test
    void aRestoreThatIsKilledLeavesOldOrNew() throws Exception {
        backUp(false);
        service("new");
        server.close();
        List<List<String>> seen = new ArrayList<>();
        for (int wait = 400; wait <= 1_600; wait += 400) {
            Process restoring = ProgramProcess.start(
                    "restore", file.toString(), "--data-dir", data.toString(), "--replace", "--yes");
            restoring.waitFor(wait, TimeUnit.MILLISECONDS);
            restoring.destroyForcibly().waitFor();
            server = new RunningServer(data, Map.of());
            seen.add(services(server));
            server.close();
        }
        assertThat(seen).isSubsetOf(List.of("new", "old"), List.of("old"));
        server = new RunningServer(data, Map.of());
    }

    @Test
    void theProgramAsksBeforeItReplacesAnything() throws Exception {
        Process backup = ProgramProcess.start("backup", file.toString(), "--data-dir", data.toString());
        assertThat(ProgramProcess.told(backup)).contains("wrote " + file, "1 Service", "without images");
        assertThat(backup.exitValue()).isZero();
        Path other = folder.resolve("other");

        Process unasked = ProgramProcess.start("restore", file.toString(), "--data-dir", other.toString());

        assertThat(ProgramProcess.told(unasked))
                .contains("services that come back: 1", "fleet/old", "nothing was changed: --yes");
        assertThat(unasked.exitValue()).isEqualTo(1);
        assertThat(other.resolve("journal.db")).doesNotExist();
        Process agreed = ProgramProcess.start("restore", file.toString(), "--data-dir", other.toString(), "--yes");
        assertThat(ProgramProcess.told(agreed)).contains("restored into " + other);
        assertThat(other.resolve("journal.db")).exists();
    }
}
