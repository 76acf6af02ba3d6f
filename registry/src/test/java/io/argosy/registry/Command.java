package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program run for a test: what it printed, and how it ended.
record Command(int status, String output) {
    static Command run(Map<String, String> environment, byte[] input, List<String> words) throws IOException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", words)
                    .isTrue();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
        return new Command(process.exitValue(), output);
    }

    String succeeded() {
        assertThat(status).as(output).isZero();
        return output;
    }
}
