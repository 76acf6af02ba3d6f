package io.argosy.sessions;

import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.Channel;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The far end of a channel for tests without threads: keeps what was sent and how it ended.
final class Wire implements Channel {
    final List<String> sent = new ArrayList<>();
    Optional<Integer> closed = Optional.empty();

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void close(int code, String reason) {
        if (closed.isEmpty()) {
            closed = Optional.of(code);
        }
    }

    /// The messages of this kind that came since last asked; the others stay.
    <M extends AcsMessage> List<M> taken(Class<M> kind) {
        List<M> taken = new ArrayList<>();
        sent.removeIf(text -> {
            AcsMessage message = read(text);
            if (kind.isInstance(message)) {
                taken.add(kind.cast(message));
            }
            return kind.isInstance(message);
        });
        return taken;
    }

    private static AcsMessage read(String text) {
        try {
            return MessageCodec.ACS.read(text).orElseThrow();
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }
}
