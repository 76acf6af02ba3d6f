package io.argosy.agent.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs the host's own small programs (`ip`, `iptables`).
final class Commands {
    private static final int SECONDS = 10;

    private Commands() {}

    static boolean succeeds(String... words) {
        return output(words).isPresent();
    }

    /// What the program said, if it is there, may do what it was asked, and did it in time.
    static Optional<String> output(String... words) {
        try {
            Process process = new ProcessBuilder(List.of(words))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
