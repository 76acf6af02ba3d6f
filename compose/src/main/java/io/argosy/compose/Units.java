package io.argosy.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations, sizes and shares of a processor as compose writes them, in what ECS counts in: seconds, MiB and 1,024ths.
final class Units {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(us|ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([kmgt]?)(?:i?b)?");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "us",
            new BigDecimal("0.000001"),
            "ms",
            new BigDecimal("0.001"),
            "s",
            BigDecimal.ONE,
            "m",
            BigDecimal.valueOf(60),
            "h",
            BigDecimal.valueOf(3600));
    private static final int SHARES = 1024;
    private static final int LONGEST = 30;

    private Units() {}

    /// Whole seconds between two; ECS has no parts of one.
    static Optional<Integer> seconds(Part part, String name, int least, int most) {
        return part.text(name).flatMap(text -> {
            Optional<BigDecimal> given = duration(text);
            if (given.isEmpty()) {
                part.refuse(name, text + " is no duration, like 1m30s");
                return Optional.empty();
            }
            Duration exact = Duration.ofMillis(given.get()
                    .multiply(BigDecimal.valueOf(1000))
                    .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                    .longValue());
            if (exact.toMillisPart() != 0 || exact.toSeconds() < least || exact.toSeconds() > most) {
                part.refuse(name, text + ": ECS takes whole seconds from " + least + " to " + most);
                return Optional.empty();
            }
            return Optional.of((int) exact.toSeconds());
        });
    }

    private static Optional<BigDecimal> duration(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher piece = DURATION.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (piece.lookingAt()) {
            sum = sum.add(
                    new BigDecimal(piece.group(1)).multiply(SECONDS.getOrDefault(piece.group(2), BigDecimal.ONE)));
            at = piece.end();
            piece.region(at, text.length());
        }
        return at == text.length() && at > 0 ? Optional.of(sum) : Optional.empty();
    }

    /// MiB, a part of one as a whole one.
    static Optional<Integer> mebibytes(Part part, String name, int least) {
        return part.text(name).flatMap(text -> {
            Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
            if (text.length() > LONGEST || !size.matches()) {
                part.refuse(name, text + " is no size, like 512m");
                return Optional.empty();
            }
            BigDecimal bytes =
                    new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(BYTES.getOrDefault(size.group(2), 1L)));
            BigDecimal whole = bytes.divide(BigDecimal.valueOf(1L << 20), 0, RoundingMode.UP);
            int mib = whole.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
            if (mib < least) {
                part.refuse(name, text + " is less than " + least + " MiB");
                return Optional.empty();
            }
            return Optional.of(mib);
        });
    }

    /// `0.5` of a processor is 512 of ECS's units.
    static Optional<Integer> shares(Part part, String name) {
        return part.text(name).flatMap(text -> {
            if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,6})?")) {
                part.refuse(name, text + " is no number of processors, like 0.5");
                return Optional.empty();
            }
            return Optional.of(
                    new BigDecimal(text).multiply(BigDecimal.valueOf(SHARES)).intValue());
        });
    }
}
