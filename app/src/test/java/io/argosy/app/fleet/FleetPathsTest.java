package io.argosy.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file that makes `aws` speak to this server works in a script as in a shell: no function, a program on PATH.
final class FleetPathsTest {
    @TempDir
    private Path folder;

    @Test
    void scriptsFindTheWrapperToo() throws Exception {
        Path shell = new FleetPaths(folder, folder, List.of()).shellFile(URI.create("http://127.0.0.1:1234"));
        stand("real/aws", "#!/bin/sh\necho \"asked: $*\"");
        stand("script", "#!/bin/sh\naws ecs list-clusters");
        Files.writeString(
                folder.resolve("bin/aws"),
                Files.readString(folder.resolve("bin/aws")).replace("/usr/bin:/usr/local/bin:", folder + "/real:"));

        assertThat(output(". " + shell + "; . " + shell + "; " + folder.resolve("script")))
                .isEqualTo("asked: --endpoint-url http://127.0.0.1:1234 ecs list-clusters");
        assertThat(output(". " + shell + "; . " + shell + "; echo \"$PATH\" | tr : '\\n' | grep -c " + folder + "/bin"))
                .isEqualTo("1");
    }

    @Test
    void awsToolsAreToldTheCaOfAnEncryptedServer() throws Exception {
        var paths = new FleetPaths(folder, folder, List.of());
        stand("tls/ca.pem", "a CA");

        assertThat(output(". " + paths.shellFile(URI.create("https://127.0.0.1:1234")) + "; echo \"$AWS_CA_BUNDLE\""))
                .isEqualTo(folder + "/tls/ca.pem");
        assertThat(paths.shellFile(URI.create("http://127.0.0.1:1234")))
                .content()
                .doesNotContain("AWS_CA_BUNDLE");
        var bundle = Map.of("AWS_CA_BUNDLE", "/etc/others.pem");
        assertThat(paths.trust(bundle)).isEqualTo(new Trust.OfFile(folder.resolve("tls/ca.pem")));
        Files.delete(folder.resolve("tls/ca.pem"));
        assertThat(paths.trust(bundle)).isEqualTo(new Trust.OfFile(Path.of("/etc/others.pem")));
    }

    private void stand(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String output(String lines) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-ec", lines).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
