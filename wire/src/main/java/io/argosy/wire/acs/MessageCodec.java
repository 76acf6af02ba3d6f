package io.argosy.wire.acs;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The envelope `{"type": …, "message": {…}}` of one websocket: text to typed messages and back.
/// The agent puts signed header lines before each telemetry frame; they are cut off on reading.
public final class MessageCodec<M> {
    public static final MessageCodec<AcsMessage> ACS = new MessageCodec<>(AcsMessage.class);
    public static final MessageCodec<TcsMessage> TCS = new MessageCodec<>(TcsMessage.class);

    private final Map<String, Class<?>> types;
    private final Class<M> family;

    private MessageCodec(Class<M> family) {
        this.family = family;
        this.types = Arrays.stream(family.getPermittedSubclasses())
                .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    /// The message in the frame, or nothing when its type is not one we know.
    public Optional<M> read(String frame) throws MalformedJson {
        Map<String, Object> envelope = JsonTree.object(withoutHeader(frame));
        if (!(envelope.get("type") instanceof String name)) {
            throw new MalformedJson("a message without a type");
        }
        Class<?> type = types.get(name);
        if (type == null) {
            return Optional.empty();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (envelope.get("message") instanceof Map<?, ?> members) {
            members.forEach((key, value) -> body.put((String) key, value));
        }
        return Optional.of(family.cast(RecordCodec.read(body, type)));
    }

    public String write(M message) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("type", message.getClass().getSimpleName());
        Map<String, Object> body = RecordCodec.tree((Record) message);
        body.remove("is");
        envelope.put("message", body);
        return JsonTree.write(envelope);
    }

    private static String withoutHeader(String frame) {
        if (frame.startsWith("{")) {
            return frame;
        }
        int end = frame.indexOf("\r\n\r\n");
        return end < 0 ? frame : frame.substring(end + 4);
    }
}
