package io.argosy.imagebuilds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TarEntriesTest {
    private static final long MOST = 1 << 20;

    /// An entry as `tar` writes one; the checksum is nobody's business here.
    private static byte[] entry(String name, char kind, String link, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[512 * (1 + (content.length + 511) / 512)];
        put(block, 0, name);
        put(block, 124, String.format(Locale.ROOT, "%011o", content.length));
        block[156] = (byte) kind;
        put(block, 157, link);
        put(block, 257, "ustar");
        System.arraycopy(content, 0, block, 512, content.length);
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static TarEntries tar(byte[]... entries) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] one : entries) {
            all.write(one);
        }
        all.write(new byte[1024]);
        return new TarEntries(new ByteArrayInputStream(all.toByteArray()), MOST);
    }

    private static List<String> names(TarEntries entries) throws IOException, SourceRefused {
        List<String> names = new ArrayList<>();
        for (Optional<TarEntries.Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            names.add(entry.get().path());
        }
        return names;
    }

    @Test
    void namesAreThoseThatPaxAndGnuGive() throws Exception {
        var entries = tar(
                entry("./Dockerfile", '0', "", "FROM busybox"),
                entry("pax", 'x', "", "20 path=long/name/a\n"),
                entry("short", '0', "", ""),
                entry("././@LongLink", 'L', "", "another/long/name\0"),
                entry("short", '5', "", ""));

        assertThat(names(entries)).containsExactly("Dockerfile", "long/name/a", "another/long/name");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, 0, ''",
        "../outside, 0, ''",
        "a/../../outside, 0, ''",
        "link, 2, /etc",
        "a/link, 2, ../../outside",
        "hard, 1, ../outside",
        "device, 3, ''",
        "pipe, 6, ''"
    })
    void whatLeadsOutOfTheSourceIsRefused(String name, char kind, String link) throws Exception {
        var entry = tar(entry(name, kind, link, "")).next().orElseThrow();

        assertThatThrownBy(entry::requireInside)
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"a/b, 0, ''", "a/link, 2, ../b", "a/b/../c, 0, ''", "link, 2, a/b", "hard, 1, a/b", "./, 5, ''"})
    void whatStaysInsideIsFine(String name, char kind, String link) throws Exception {
        var entry = tar(entry(name, kind, link, "")).next().orElseThrow();

        entry.requireInside();

        assertThat(entry.name()).isEqualTo(name);
    }

    /// A value of a record may have the end of a line in it, behind which another record seems to begin.
    @Test
    void aPaxRecordEndsWhereItsLengthSays() throws Exception {
        String hidden = "path=../out\n11 path=ok\n";
        String record = (hidden.length() + 3) + " " + hidden;

        var entry = tar(entry("pax", 'x', "", record), entry("short", '0', "", ""))
                .next()
                .orElseThrow();

        assertThatThrownBy(entry::requireInside).isInstanceOf(SourceRefused.class);
    }

    @Test
    void whatUnpacksToTooMuchIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("bomb.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] header = entry("zeros", '0', "", "");
            put(header, 124, "77777777777");
            out.write(header);
        }

        assertThatThrownBy(() -> SourceArchive.stages(file, "Dockerfile"))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("too much");
    }

    @Test
    void stagesAreReadFromTheOneDockerfile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("source.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(entry("sub/Dockerfile", '0', "", "FROM a AS other"));
            out.write(entry("./Dockerfile", '0', "", "from --platform=x a \\\n as Test\nRUN x\nFROM b\n"));
            out.write(new byte[1024]);
        }

        assertThat(SourceArchive.stages(file, "Dockerfile").names()).containsExactly("test");
        assertThatThrownBy(() -> SourceArchive.stages(file, "Containerfile"))
                .hasMessage("there is no Containerfile in the source");
    }
}
