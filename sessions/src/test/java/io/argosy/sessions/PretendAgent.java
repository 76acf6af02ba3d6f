package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.acs.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One websocket of an agent over the real network: says what the test wants and keeps what it hears.
final class PretendAgent<M> implements ChannelListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MessageCodec<M> codec;
    private final BlockingQueue<M> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Channel> open = new CompletableFuture<>();

    private PretendAgent(MessageCodec<M> codec) {
        this.codec = codec;
    }

    static <M> PretendAgent<M> connect(ApiClient client, String uri, MessageCodec<M> codec) throws IOException {
        var agent = new PretendAgent<>(codec);
        client.connect(URI.create(uri), agent, PATIENCE);
        return agent;
    }

    @Override
    public void onOpen(Channel channel) {
        open.complete(channel);
    }

    @Override
    public void onText(String text) {
        try {
            codec.read(text).ifPresent(heard::add);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Override
    public void onClose(int code, String reason) {
        closed.complete(code);
    }

    void say(String prefix, M message) {
        open.join().send(prefix + codec.write(message));
    }

    void say(M message) {
        say("", message);
    }

    <T extends M> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            M message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(message)
                    .as("a %s within %s", kind.getSimpleName(), PATIENCE)
                    .isNotNull();
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
        }
    }

    int ending() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /// Leaves without a word about it.
    void leave() {
        open.join().close(1000, "");
    }
}
