package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a host reads that has no key yet, of a server that runs from a checkout or is installed.
final class JoinPagesTest {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private ArgosyServer server;

    @BeforeEach
    void start() throws Exception {
        var reader = new ConfigurationReader(Map.of(), folder.resolve("data"));
        server = ArgosyServer.start(
                reader.read(Optional.empty(), Map.of("listen", "127.0.0.1:0")),
                Environment.real(),
                Optional.of(folder.resolve("home")));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        http.close();
    }

    @Test
    void aCheckoutOffersThePackageThatWasMadeInIt() throws Exception {
        Files.createDirectories(folder.resolve("home/dist"));
        Files.writeString(folder.resolve("home/dist/argosy_0.1.0~1.abc_amd64.deb"), "the package");

        HttpResponse<String> script = ask("GET", "/argosy/join.sh");
        HttpResponse<String> file = ask("GET", "/argosy/packages/argosy_0.1.0~1.abc_amd64.deb");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body())
                .startsWith("#!/bin/sh\n")
                .contains("endpoint='" + server.endpoint() + "'", "package='argosy_0.1.0~1.abc_amd64.deb'")
                .contains("architecture='amd64'", "ca=''")
                .doesNotContainPattern("@[A-Z]+@");
        assertThat(file.body()).isEqualTo("the package");
        assertThat(file.headers().firstValue("Cache-Control")).contains("public, max-age=86400, immutable");
        assertThat(ask("HEAD", "/argosy/packages/argosy_0.1.0~1.abc_amd64.deb")
                        .headers()
                        .firstValue("Content-Length"))
                .contains("11");
    }

    @Test
    void withoutAPackageTheScriptSaysHowOneIsMade() throws Exception {

        assertThat(ask("GET", "/argosy/join.sh").body()).contains("package=''", "./argosy dist makes one");
    }

    @Test
    void anInstalledProgramPacksItselfOnce() throws Exception {
        Path program = Files.createDirectories(folder.resolve("home")).resolve("argosy");
        Files.writeString(
                program,
                "#!/bin/sh\n[ $1 = pack ] && echo packed >>\"$(echo $2/argosy_7_$(dpkg --print-architecture).deb)\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("home/version"), "argosy 7\n");
        String name = ask("GET", "/argosy/join.sh").body().replaceFirst("(?s).*package='([^']*)'.*", "$1");

        assertThat(ask("GET", "/argosy/packages/" + name).body()).isEqualTo("packed\n");
        assertThat(ask("GET", "/argosy/packages/" + name).body()).isEqualTo("packed\n");
    }

    @Test
    void nothingElseIsReadAndNothingIsWritten() throws Exception {
        Files.createDirectories(folder.resolve("home/dist"));
        Files.writeString(folder.resolve("home/dist/argosy_1_amd64.deb"), "the package");

        assertThat(ask("GET", "/argosy/packages/argosy_2_amd64.deb").statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/argosy/packages/..%2f..%2fdata%2fcredentials").statusCode())
                .isIn(400, 404);
        assertThat(ask("POST", "/argosy/join.sh").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.endpoint().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
