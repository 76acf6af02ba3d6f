package io.argosy.schedules.expressions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;

/// At which moment of its window something due is fired: another for each schedule and due time, and the same one after
/// a restart (schedules-events-logs 1.5).
public final class FlexibleWindow {
    private FlexibleWindow() {}

    public static Instant moment(String arn, Instant due, Duration window) {
        if (window.isZero()) {
            return due;
        }
        var hash = new CRC32C();
        hash.update((arn + "|" + due).getBytes(StandardCharsets.UTF_8));
        return due.plusSeconds(hash.getValue() % (window.toSeconds() + 1));
    }
}
