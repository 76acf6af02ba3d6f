package io.argosy.insight.causes;

import java.time.Duration;

/// Spans of time in two words at most: `42 s`, `5 min`, `3 h`, `2 d`.
final class Ages {
    private Ages() {}

    static String of(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
