package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine is told of a registry's CA, and what is left alone.
final class RegistryCaTest {
    private static final URI REGISTRY = URI.create("https://fleet.example:9080");

    @TempDir
    private Path certs;

    @Test
    void itStandsWhereTheEngineLooksAndChangesWithTheCa() throws IOException {
        Path file = certs.resolve("fleet.example:9080").resolve("ca.crt");

        RegistryCa.trust(certs, REGISTRY, "one");
        assertThat(file).content().startsWith("# ").endsWith("one");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        RegistryCa.trust(certs, REGISTRY, "one");
        assertThat(Files.getLastModifiedTime(file)).as("nothing to do").isEqualTo(FileTime.fromMillis(0));

        RegistryCa.trust(certs, REGISTRY, "two");
        assertThat(file).content().endsWith("two");
        assertThat(file.resolveSibling(".ca.part")).doesNotExist();
    }

    @Test
    void aFileOfSomebodyElseStays() throws IOException {
        Path file = Files.createDirectories(certs.resolve("fleet.example:9080")).resolve("ca.crt");
        Files.writeString(file, "theirs");

        RegistryCa.trust(certs, REGISTRY, "ours");

        assertThat(file).content().isEqualTo("theirs");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonToEnd() throws IOException {
        Path notAFolder = Files.writeString(certs.resolve("file"), "");

        RegistryCa.trust(notAFolder, REGISTRY, "ours");

        assertThat(notAFolder).isEmptyFile();
    }
}
