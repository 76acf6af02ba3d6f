package io.argosy.docker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the engine says of a container's log: frames of one output each, with a head of eight bytes, or, of a
/// container with a terminal, the bytes alone.
final class LogFrames {
    private static final int HEAD = 8;

    private LogFrames() {}

    static List<String> lines(byte[] answer) {
        String text = framed(answer) ? unframed(ByteBuffer.wrap(answer)) : new String(answer, StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /// A frame begins with its output's number and three zeros.
    private static boolean framed(byte[] answer) {
        return answer.length >= HEAD
                && answer[0] >= 0
                && answer[0] <= 2
                && answer[1] == 0
                && answer[2] == 0
                && answer[3] == 0;
    }

    private static String unframed(ByteBuffer frames) {
        var text = new StringBuilder();
        while (frames.remaining() >= HEAD) {
            frames.position(frames.position() + 4);
            int length = Math.clamp(frames.getInt(), 0, frames.remaining());
            text.append(StandardCharsets.UTF_8.decode(frames.slice(frames.position(), length)));
            frames.position(frames.position() + length);
        }
        return text.toString();
    }
}
