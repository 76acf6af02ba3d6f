package io.argosy.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs of this machine that arrange its network (`ip`, `iptables`), and waits for what they bring about.
final class Tool {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(30);

    /// A question about the outside.
    interface Question {
        boolean isSo() throws IOException;
    }

    private Tool() {}

    /// A failure is an `IOException` that holds what the program said.
    static void run(String... words) throws IOException, InterruptedException {
        Answer answer = answer(words);
        if (answer.status != 0) {
            throw new IOException("failed: " + String.join(" ", words) + "\n" + answer.said);
        }
    }

    /// Whether a program says yes by its exit status.
    static boolean succeeds(String... words) throws IOException, InterruptedException {
        return answer(words).status == 0;
    }

    private record Answer(int status, String said) {}

    private static Answer answer(String... words) throws IOException, InterruptedException {
        Path said = Files.createTempFile("argosy-hosts", ".log");
        try {
            Process process = new ProcessBuilder(List.of(words))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", words) + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }

    /// False when it was not so within the limit.
    static boolean await(Duration limit, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!question.isSo()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(BETWEEN);
        }
        return true;
    }
}
