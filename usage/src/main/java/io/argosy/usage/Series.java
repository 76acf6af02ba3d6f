package io.argosy.usage;

import io.argosy.wire.acs.TcsMessage.CounterSet;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.util.Optional;

/// Samples of one number since they were last taken away: their least, greatest, sum and count.
final class Series {
    private double max;
    private double min;
    private double sum;
    private int count;

    void add(double value) {
        max = count == 0 ? value : Math.max(max, value);
        min = count == 0 ? value : Math.min(min, value);
        sum += value;
        count++;
    }

    /// The samples so far, starting over; nothing when there are none.
    Optional<StatsSet> take() {
        Optional<StatsSet> set = count == 0 ? Optional.empty() : Optional.of(new StatsSet(max, min, sum, count));
        sum = 0;
        count = 0;
        return set;
    }

    Optional<CounterSet> takeCounter() {
        return take().map(
                        set -> new CounterSet((long) set.max(), (long) set.min(), (long) set.sum(), set.sampleCount()));
    }
}
