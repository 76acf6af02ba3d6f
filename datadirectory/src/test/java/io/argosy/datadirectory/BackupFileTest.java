package io.argosy.datadirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in a backup, and what a file that only looks like one may not do.
final class BackupFileTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        data = DataDirectoryTest.made(folder.resolve("data"));
        file = folder.resolve("backup.zip");
        Stores.open(ServerJournal.in(data), InstantSource.system()).close();
        Files.writeString(data.resolve("credentials"), "[default]\n");
        Files.createDirectories(data.resolve("tls"));
        Files.writeString(data.resolve("tls/ca.pem"), "a certificate");
        Files.writeString(data.resolve("server.log"), "not of a backup");
    }

    @Test
    void whatIsUnpackedIsWhatWasThere() throws IOException {
        About written = new Backup(data, Optional.empty())
                .write(file, new Backup.Wanted("0.1", Instant.EPOCH, "123456789012", false));
        Path out = DataDirectoryTest.made(folder.resolve("out"));

        try (BackupFile backup = BackupFile.open(file)) {
            assertThat(backup.about()).isEqualTo(written);
            backup.unpack(out);
        }

        assertThat(out.resolve("credentials")).hasSameBinaryContentAs(data.resolve("credentials"));
        assertThat(out.resolve("tls/ca.pem")).hasContent("a certificate");
        assertThat(ServerJournal.in(out)).exists();
        assertThat(out.resolve("server.log")).doesNotExist();
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        Path stray = Files.writeString(folder.resolve("stray"), "anything");
        try (BackupWriter parts = BackupWriter.create(file)) {
            parts.file("tls/../../escaped", stray);
            parts.finish();
        }

        try (BackupFile backup = BackupFile.open(file)) {
            assertThatThrownBy(() -> backup.unpack(DataDirectoryTest.made(folder.resolve("out"))))
                    .hasMessageContaining("it holds tls/../../escaped, which is no part of a backup");
        }
        assertThat(folder.resolve("escaped")).doesNotExist();
    }
}
