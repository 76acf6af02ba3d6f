package io.argosy.logs.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// A message, or many with what lies between them, as bytes of UTF-8. `latin` has a character for each byte, which is
/// the form in which Java searches fastest; a term to be found is written the same way by `wanted`.
public record MessageText(String latin, byte[] bytes, int from, int to) {
    public static MessageText of(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        return new MessageText(new String(bytes, ISO_8859_1), bytes, 0, bytes.length);
    }

    static MessageText of(byte[] bytes, int from, int to) {
        return new MessageText(new String(bytes, 0, to, ISO_8859_1), bytes, from, to);
    }

    /// A term in the form in which `holds` looks for it.
    public static String wanted(String term) {
        return new String(term.getBytes(UTF_8), ISO_8859_1);
    }

    public boolean holds(String wanted) {
        return latin.indexOf(wanted, from, to) >= 0;
    }

    public String text() {
        return new String(bytes, from, to - from, UTF_8);
    }
}
