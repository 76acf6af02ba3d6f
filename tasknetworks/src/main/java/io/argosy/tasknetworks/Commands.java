package io.argosy.tasknetworks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs the host's own small programs (`ip`, `iptables`), each word its own: no shell reads them.
public final class Commands {
    private static final int SECONDS = 10;
    private static final int MOST_SAID = 300;

    private Commands() {}

    public static boolean succeeds(String... words) {
        return output(words).isPresent();
    }

    /// What the program said, if it is there, may do what it was asked, and did it in time.
    public static Optional<String> output(String... words) {
        try {
            return Optional.of(run(List.of(), List.of(words)));
        } catch (NetworkRefused failed) {
            return Optional.empty();
        }
    }

    /// What the program said to these lines; when it fails, that is what it said last.
    static String run(List<String> lines, List<String> words) throws NetworkRefused {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            try (OutputStream input = process.getOutputStream()) {
                input.write(
                        (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                String told = said.strip().replace('\n', ' ');
                throw new NetworkRefused(
                        words.getFirst() + ": " + told.substring(Math.max(0, told.length() - MOST_SAID)));
            }
            return said;
        } catch (IOException noSuchProgram) {
            throw new NetworkRefused(String.valueOf(noSuchProgram.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NetworkRefused("interrupted");
        }
    }
}
