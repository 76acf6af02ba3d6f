package io.argosy.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Lines of shell that set the scene: namespaces, disks, engines.
final class Shell {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Shell() {}

    /// What the lines printed; a line that fails ends them and fails the test.
    static String run(String lines) {
        List<String> words = List.of("sh", "-ec", lines);
        return Command.run(Path.of("/"), Map.of(), LIMIT, words).success(words);
    }

    /// The same where failing is an answer too: cleaning up what may be gone.
    static void attempt(String lines) {
        Command.run(Path.of("/"), Map.of(), LIMIT, List.of("sh", "-c", lines));
    }
}
