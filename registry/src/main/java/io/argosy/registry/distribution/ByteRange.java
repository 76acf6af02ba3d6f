package io.argosy.registry.distribution;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of bytes, both ends included.
record ByteRange(long first, long last) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final Pattern CHUNK = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

    /// What a `Range` header asks of a content.
    sealed interface Wish {
        record Whole() implements Wish {}

        record Part(ByteRange range) implements Wish {}

        record Beyond() implements Wish {}
    }

    /// Several ranges, or a header that is not understood, come to the whole content (RFC 9110, 14.2).
    static Wish wished(String header, long size) {
        Matcher matcher = ONE_RANGE.matcher(header);
        if (!matcher.matches() || header.endsWith("=-")) {
            return new Wish.Whole();
        }
        boolean suffix = matcher.group(1).isEmpty();
        long first = suffix ? Math.max(0, size - Long.parseLong(matcher.group(2))) : Long.parseLong(matcher.group(1));
        long last = suffix || matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
        if (first >= size || last < first) {
            return new Wish.Beyond();
        }
        return new Wish.Part(new ByteRange(first, Math.min(last, size - 1)));
    }

    /// The `Content-Range` of a chunk, as OCI clients write it (`0-1023`).
    static Optional<ByteRange> chunk(String header) {
        Matcher matcher = CHUNK.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var range = new ByteRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        return range.last < range.first ? Optional.empty() : Optional.of(range);
    }

    long length() {
        return last - first + 1;
    }
}
