package io.argosy.app.configuration;

import io.argosy.model.AccountRegion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms of setting values. Each refuses with an IllegalArgumentException that says what would do.
public final class Parse {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(KiB|MiB|GiB)");

    private static final Duration LEAST_ABSENCE = Duration.ofSeconds(10);

    private Parse() {}

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is needed, not " + text);
        };
    }

    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time is a number and ms, s, m, h or d, like 40s; not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /// `never` is longer than anybody waits.
    static Duration durationOrNever(String text) {
        if (text.equals("never")) {
            return ChronoUnit.FOREVER.getDuration();
        }
        Duration duration = duration(text);
        if (duration.compareTo(LEAST_ABSENCE) < 0) {
            throw new IllegalArgumentException("10s or more, or never, is needed, not " + text);
        }
        return duration;
    }

    static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size is a number and KiB, MiB or GiB, like 1 MiB; not " + text);
        }
        int shift = switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    static int sizeInMemory(String text) {
        long bytes = bytes(text);
        if (bytes > 1 << 30) {
            throw new IllegalArgumentException("at most 1 GiB is possible, not " + text);
        }
        return (int) bytes;
    }

    static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("a number above zero is needed, not " + text);
        }
        return Integer.parseInt(text);
    }

    static int countOrNone(String text) {
        return text.equals("0") ? 0 : count(text);
    }

    static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("an absolute path is needed, not " + text);
        }
        return path.normalize();
    }

    static URI endpoint(String text) {
        URI uri = URI.create(text);
        boolean plain = uri.getHost() != null
                && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
        if (!plain || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("a URL like http://host:9080 is needed, not " + text);
        }
        return URI.create(uri.getScheme() + "://" + uri.getAuthority());
    }

    /// A moment that a flag names, or how long ago it was; a mistake is told with its name.
    public static Instant moment(String name, String text, Instant now) throws IOException {
        try {
            return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : now.minus(duration(text));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new IOException(
                    name + ": a time like 10m, 2h, 1d or 2026-11-27T06:00:00Z is needed, not " + text, wrong);
        }
    }

    /// The endpoint that a flag or a variable names; a mistake is told with that name.
    public static URI endpoint(String name, String text) throws IOException {
        try {
            return endpoint(text);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    static String account(String text) {
        return new AccountRegion(text, "any").account();
    }

    static String region(String text) {
        return new AccountRegion("000000000000", text).region();
    }
}
