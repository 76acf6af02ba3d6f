package io.argosy.views;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// The small words of the pages: names out of ARNs, times, sizes, colours of severities, JSON of shapes.
final class Words {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int BRIEF = 8;

    private Words() {}

    static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    static String brief(String arn) {
        String id = last(arn);
        return id.substring(0, Math.min(BRIEF, id.length()));
    }

    /// What follows the account in the ARN of who asked: `root`, `user/ann`.
    static String principal(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    static Style style(Finding finding) {
        return switch (finding.severity().orElse("")) {
            case "CRITICAL" -> Style.CRITICAL;
            case "WARNING" -> Style.WARNING;
            default -> Style.PLAIN;
        };
    }

    /// Of today the time, of other days the day too.
    static String at(Instant moment, Instant now) {
        var there = moment.atZone(ZoneId.systemDefault());
        boolean lately = Duration.between(moment, now).abs().compareTo(Duration.ofHours(18)) < 0;
        return (lately ? CLOCK : DAY).format(there);
    }

    static String mib(double mib) {
        return mib < 10_240
                ? String.format(Locale.ROOT, "%.0f MiB", mib)
                : String.format(Locale.ROOT, "%.1f GiB", mib / 1_024);
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String rate(double bytes) {
        if (bytes < 10_000) {
            return String.format(Locale.ROOT, "%.0f B/s", bytes);
        }
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%.0f kB/s", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB/s", bytes / 1e6);
    }

    static String json(Shape shape) {
        return new String(JsonCodec.write(shape), StandardCharsets.UTF_8);
    }

    static Map<String, Object> tree(Shape shape) throws IOException {
        return JsonTree.object(json(shape));
    }
}
