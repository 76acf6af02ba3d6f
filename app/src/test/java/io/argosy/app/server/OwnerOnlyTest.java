package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others on the same machine can read of a data directory: nothing.
final class OwnerOnlyTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    private Path data;

    /// The folder around the directory is everybody's, as `/var/lib` is.
    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = folder.resolve("data");
    }

    @Test
    void whatAServerWritesIsItsOwnersOnly() throws Exception {
        try (var server = new RunningServer(data, Map.of())) {
            server.cluster("fleet");
            assertThat(data.resolve("journal.db-wal")).exists();
            assertOwnersOnly();
        }
    }

    @Test
    void anOldDirectoryIsTightenedAtTheNextStart() throws Exception {
        try (var server = new RunningServer(data, Map.of())) {
            server.as(server.root())
                    .call(
                            Ecr.CREATE_REPOSITORY,
                            CreateRepositoryRequest.builder()
                                    .repositoryName("web")
                                    .build());
        }
        Files.createDirectories(data.resolve("registry/blobs/old"));
        Files.writeString(data.resolve("registry/blobs/old/layer"), "hunter2");
        Files.writeString(data.resolve("agent.log"), "hunter2");
        loosen();

        try (var _ = new RunningServer(data, Map.of())) {
            assertOwnersOnly();
        }
    }

    @Test
    void whatTasksMountAndWhatIsNotOursStaysAsItIs() throws Exception {
        Files.createDirectories(data.resolve("volumes"));
        Path mounted = Files.writeString(data.resolve("volumes/page.html"), "for everyone");
        Path foreign = Files.writeString(data.resolve("letter.txt"), "not Argosy's");
        Path journal = Files.writeString(data.resolve("journal.db.copy"), "hunter2");
        loosen();

        try (var _ = new RunningServer(data, Map.of())) {
            assertThat(List.of(mode(data), mode(mounted), mode(foreign)))
                    .containsExactly("rwxrwxrwx", "rw-rw-rw-", "rw-rw-rw-");
            assertThat(mode(journal)).isEqualTo("rw-------");
        }
    }

    @Test
    void anotherUserReadsNothing() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can try as somebody else");
        try (var _ = new RunningServer(data, Map.of())) {
            for (String name : List.of("journal.db", "journal.db-wal", "credentials", "config", "registry")) {
                assertThat(readableByNobody(data.resolve(name))).as(name).isFalse();
            }
            assertThat(readableByNobody(folder)).isTrue();
        }
    }

    /// Tried in earnest: as another user, without root's capabilities.
    private static boolean readableByNobody(Path path) throws Exception {
        var process = new ProcessBuilder(
                        "setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "ls", "-l", path.toString())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private void loosen() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.toList()) {
                boolean folder = Files.isDirectory(path);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(folder ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        }
    }

    private void assertOwnersOnly() throws IOException {
        assertThat(mode(data)).isEqualTo("rwx------");
        try (Stream<Path> top = Files.list(data)) {
            assertThat(top).allSatisfy(path -> assertThat(mode(path)).endsWith("------"));
        }
        try (Stream<Path> old = Files.walk(data)) {
            assertThat(old.filter(path -> path.toString().contains("/old")))
                    .allSatisfy(path -> assertThat(mode(path)).endsWith("------"));
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
