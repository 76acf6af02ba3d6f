package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogFramesTest {
    @Test
    void framesOfBothOutputsBecomeLines() {
        var answer = new ByteArrayOutputStream();
        frame(1, "first\nsec", answer);
        frame(1, "ond\n", answer);
        frame(2, "bad: ü\n", answer);

        assertThat(LogFrames.lines(answer.toByteArray())).containsExactly("first", "second", "bad: ü");
    }

    @Test
    void aTerminalHasNoFrames() {
        assertThat(LogFrames.lines("one\r\ntwo".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("one", "two");
    }

    @Test
    void whatIsBrokenOffIsReadAsFarAsItGoes() {
        byte[] head = ByteBuffer.allocate(11)
                .put((byte) 1)
                .putInt(4, 1_000)
                .position(8)
                .put("abc".getBytes(StandardCharsets.UTF_8))
                .array();

        assertThat(LogFrames.lines(head)).containsExactly("abc");
        assertThat(LogFrames.lines(new byte[0])).isEmpty();
    }

    private static void frame(int output, String text, ByteArrayOutputStream answer) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        answer.writeBytes(ByteBuffer.allocate(8)
                .put((byte) output)
                .putInt(4, bytes.length)
                .array());
        answer.writeBytes(bytes);
    }
}
