package io.argosy.bench;

import java.util.Arrays;

/// Times of one kind of thing, in milliseconds, and what is usually said of them.
record Summary(double[] sortedMillis) {
    static Summary of(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Summary(sorted);
    }

    double percentile(int percent) {
        int index = Math.min(sortedMillis.length - 1, sortedMillis.length * percent / 100);
        return sortedMillis[index];
    }

    double median() {
        return percentile(50);
    }
}
