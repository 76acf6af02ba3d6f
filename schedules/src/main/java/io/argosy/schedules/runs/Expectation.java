package io.argosy.schedules.runs;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;

/// By when a run of a schedule is to have succeeded. It is gone once somebody was told that none has, until one does.
public record Expectation(ScheduleId of, Instant deadline) implements AccountEntity {
    public static final Index<Expectation> BY_DEADLINE =
            new Index<>("deadline", one -> List.of(Moments.word(one.deadline())));
    public static final Kind<Expectation> KIND =
            Kind.of("ScheduleExpectation", Expectation.class).indexed(BY_DEADLINE);

    @Override
    public String key() {
        return of.value();
    }
}
