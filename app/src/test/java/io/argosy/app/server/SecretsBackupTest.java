package io.argosy.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.datadirectory.Backup;
import io.argosy.datadirectory.BackupFile;
import io.argosy.datadirectory.Restore;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.SecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup has the key of its secrets, and no value in clear.
final class SecretsBackupTest {
    private static final String VALUE = "a-value-that-is-nowhere-in-clear";

    @TempDir
    private Path folder;

    @Test
    void secretsAreReadAgainElsewhere() throws Exception {
        Path file = folder.resolve("backup.zip");
        Path elsewhere = folder.resolve("elsewhere");
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        try (var server = new RunningServer(folder.resolve("data"), Map.of())) {
            server.as(server.root())
                    .call(
                            SecretsManager.CREATE_SECRET,
                            CreateSecretRequest.builder()
                                    .name("db")
                                    .secretString(VALUE)
                                    .clientRequestToken("1".repeat(32))
                                    .build());
            new Backup(folder.resolve("data"), Optional.empty())
                    .write(file, new Backup.Wanted("0.1", Instant.now(), "123456789012", false));
        }
        try (BackupFile backup = BackupFile.open(file)) {
            backup.unpack(unpacked);
        }
        restore(file, elsewhere);

        assertThat(new String(Files.readAllBytes(unpacked.resolve("journal.db")), ISO_8859_1))
                .doesNotContain(VALUE);
        try (var again = new RunningServer(elsewhere, Map.of())) {
            assertThat(again.as(again.root())
                            .call(
                                    SecretsManager.GET_SECRET_VALUE,
                                    GetSecretValueRequest.builder()
                                            .secretId("db")
                                            .build())
                            .secretString())
                    .contains(VALUE);
        }
    }

    private static void restore(Path file, Path into) throws IOException {
        try (BackupFile backup = BackupFile.open(file);
                Restore restore = Restore.into(into, false, ServerKinds.ALL, InstantSource.system())) {
            restore.prepare(backup);
            restore.replace();
        }
    }
}
