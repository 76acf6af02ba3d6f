package io.argosy.agent.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    private final TokenBucket bucket = new TokenBucket(10, 20, now::get);

    private long taken(int asked) {
        return IntStream.range(0, asked).filter(_ -> bucket.take()).count();
    }

    @Test
    void fillsAtItsRateAndNoFurtherThanItsBrim() {
        assertThat(taken(30)).isEqualTo(20);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken(30)).isEqualTo(10);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(30)).isEqualTo(20);
    }

    @Test
    void aClockThatWentBackTakesNothingAway() {
        assertThat(taken(10)).isEqualTo(10);

        now.addAndGet(-Duration.ofHours(1).toNanos());

        assertThat(taken(30)).isEqualTo(10);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken(30)).isEqualTo(10);
    }
}
