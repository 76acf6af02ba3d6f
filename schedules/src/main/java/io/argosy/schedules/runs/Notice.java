package io.argosy.schedules.runs;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Something to be told: an alert, or the dead letter of a run. It is there until it was told, or until nobody has
/// listened for a day.
public record Notice(
        String id, String destination, String stream, String body, Instant since, int attempts, Instant next)
        implements AccountEntity {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofHours(24);

    public static final Index<Notice> BY_MOMENT = new Index<>("moment", notice -> List.of(Moments.word(notice.next())));
    public static final Kind<Notice> KIND =
            Kind.of("ScheduleNotice", Notice.class).indexed(BY_MOMENT);

    @Override
    public String key() {
        return id;
    }

    public boolean hopeless(Instant now) {
        return now.isAfter(since.plus(OLDEST));
    }

    public Notice again(Instant now) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts, 10));
        Instant from = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        return new Notice(id, destination, stream, body, since, attempts + 1, from);
    }
}
