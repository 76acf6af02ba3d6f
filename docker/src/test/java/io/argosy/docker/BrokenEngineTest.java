package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.argosy.docker.DockerException.Reason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real engine will not do on demand: hang, break off, fail in the middle.
final class BrokenEngineTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @TempDir
    private Path directory;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private ServerSocketChannel listening;
    private Docker docker;

    /// Each connection gets the next answer and then the line is cut; an answer of `hang` is none at all.
    @BeforeEach
    void listen() throws Exception {
        Path socket = directory.resolve("engine.sock");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::answer);
        docker = new Docker(socket);
    }

    @AfterEach
    void close() throws Exception {
        docker.close();
        listening.close();
    }

    private void answer() {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                connection.read(ByteBuffer.allocate(8192));
                String answer = answers.take();
                if (!answer.equals("hang")) {
                    connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    connection.close();
                }
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void anEngineThatHangsIsGivenUpInTime() {
        answers.add("hang");

        long began = System.nanoTime();
        DockerException failure = catchThrowableOfType(DockerException.class, docker::ping);

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"ServerV");

        DockerException failure = catchThrowableOfType(DockerException.class, docker::facts);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void anErrorInTheMiddleOfAPullIsFound() {
        answers.add(CHUNKED
                + chunk("{\"status\":\"Pulling fs layer\"}\r\n")
                + chunk("{\"errorDetail\":{\"message\":\"disk full\"},\"error\":\"disk full\"}\r\n")
                + "0\r\n\r\n");

        assertThatThrownBy(() -> docker.pull(ImageReference.parse("web:1"), Optional.empty(), Duration.ofMinutes(1)))
                .isInstanceOf(DockerException.class)
                .hasMessage("disk full");
    }

    @Test
    void aPullThatBreaksOffIsNoSuccess() {
        answers.add(CHUNKED + chunk("{\"status\":\"Pulling fs layer\"}\r\n"));

        DockerException failure = catchThrowableOfType(
                DockerException.class,
                () -> docker.pull(ImageReference.parse("web:1"), Optional.empty(), Duration.ofMinutes(1)));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aLostEventStreamIsPickedUpAndSaidToBeIncomplete() throws Exception {
        String death = "{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":"
                + "{\"exitCode\":\"0\"}},\"timeNano\":1767225600000000000}\n";
        answers.addAll(List.of(CHUNKED + chunk(death.formatted("one")), CHUNKED + chunk(death.formatted("two"))));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var listener = new EventFeed.Listener() {
            @Override
            public void hear(EngineEvent event) {
                heard.add(event.containerId());
            }

            @Override
            public void resync() {
                heard.add("missed");
            }
        };

        try (var feed = new EventFeed(docker, "a=b", listener, InstantSource.system())) {
            feed.start();

            assertThat(List.of(next(heard), next(heard), next(heard))).containsExactly("one", "missed", "two");
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return Optional.ofNullable(heard.poll(1, TimeUnit.MINUTES)).orElseThrow();
    }
}
