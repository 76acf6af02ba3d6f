package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.session.AgentVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Whatever command is asked, the version is the project's.
final class VersionTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theProgramsIsThatOfTheProject() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml"))).contains("<version>" + AgentVersion.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server", "agent", "token", "token create", "up", "down"})
    void everyCommandOfTheProgramSaysIt(String command) {
        var out = new StringWriter();
        CommandLine program = Main.commandLine().setOut(new PrintWriter(out));

        int status = program.execute((command + " --version").strip().split(" "));

        assertThat(status).isZero();
        assertThat(out.toString().strip()).isEqualTo("argosy " + AgentVersion.VERSION);
    }

    /// Without building anything: no JDK is told to the launcher.
    @ParameterizedTest
    @ValueSource(strings = {"server --version", "agent -V", "token create --version", "up -V", "test --version"})
    void theLauncherSaysWhatItsVersionCommandSays(String words) throws Exception {
        assertThat(launched(words)).isEqualTo(launched("version")).startsWith("argosy " + AgentVersion.VERSION);
    }

    private static String launched(String words) throws Exception {
        var builder = new ProcessBuilder("sh", "-ec", ROOT.resolve("argosy") + " " + words).redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
