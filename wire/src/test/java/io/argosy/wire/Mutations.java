package io.argosy.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Good requests gone bad: bytes that change, vanish or come twice, and values that somebody would try.
final class Mutations {
    private static final List<String> TRIED = List.of(
            "null",
            "-1",
            "2147483648",
            "9223372036854775808",
            "1e999",
            "1e-999999999",
            "-0.0",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"arn:aws:ecs:::\"",
            "\"arn:aws:ecs:local-1:123456789012:task/a/b/c\"",
            "\"a:b:c\"",
            "\":\"",
            "\"" + "x".repeat(10_000) + "\"",
            "[]",
            "[null]",
            "{}",
            "[[[[]]]]",
            "true",
            "\"NaN\"",
            "\"%zz\"");

    private final RandomGenerator chance;

    Mutations(RandomGenerator chance) {
        this.chance = chance;
    }

    byte[] of(byte[] good) {
        byte[] bad = good;
        for (int i = 0; i <= chance.nextInt(3); i++) {
            bad = once(bad);
        }
        return bad;
    }

    private byte[] once(byte[] given) {
        if (given.length < 4) {
            return TRIED.get(chance.nextInt(TRIED.size())).getBytes(StandardCharsets.UTF_8);
        }
        int from = chance.nextInt(given.length);
        int to = Math.min(given.length, from + 1 + chance.nextInt(8));
        return switch (chance.nextInt(5)) {
            case 0 -> joined(given, from, new byte[0], to);
            case 1 -> joined(given, to, given, from);
            case 2 -> joined(given, from, new byte[] {(byte) chance.nextInt(256)}, from + 1);
            default -> valueTried(given, from);
        };
    }

    /// Puts something else where a value begins.
    private byte[] valueTried(byte[] given, int from) {
        String text = new String(given, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', from);
        if (colon < 0) {
            colon = text.indexOf(':');
        }
        int end = colon < 0 ? -1 : endOfValue(text, colon + 1);
        String tried = TRIED.get(chance.nextInt(TRIED.size()));
        return end < 0 ? given : joined(given, colon + 1, tried.getBytes(StandardCharsets.UTF_8), end);
    }

    private static int endOfValue(String text, int from) {
        int end = from;
        boolean quoted = text.startsWith("\"", from);
        for (end = quoted ? from + 1 : from; end < text.length(); end++) {
            char c = text.charAt(end);
            if (quoted ? c == '"' : c == ',' || c == '}' || c == ']') {
                return quoted ? end + 1 : end;
            }
        }
        return end;
    }

    private static byte[] joined(byte[] given, int first, byte[] between, int rest) {
        byte[] made = new byte[first + between.length + given.length - rest];
        System.arraycopy(given, 0, made, 0, first);
        System.arraycopy(between, 0, made, first, between.length);
        System.arraycopy(given, rest, made, first + between.length, given.length - rest);
        return made;
    }
}
