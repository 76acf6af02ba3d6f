package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A program whose thread ends by an error ends; one whose thread ends by an exception goes on.
final class LastResortTest {
    @Test
    void anErrorInAnyThreadEndsTheProcess() throws Exception {
        assertThat(exitOf("error")).isEqualTo(70);
        assertThat(exitOf("exception")).isZero();
    }

    private static int exitOf(String what) throws Exception {
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LastResortTest.class.getName(),
                        what))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return program.exitValue();
    }

    /// Lives on for a while after its other thread has ended.
    public static void main(String[] arguments) throws InterruptedException {
        LastResort.install();
        Thread other = Thread.ofVirtual().start(() -> {
            if (arguments[0].equals("error")) {
                throw new StackOverflowError("of the test");
            }
            throw new IllegalStateException("of the test");
        });
        other.join();
        Thread.sleep(100);
    }
}
