package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.List;

/// A child of an array of which there is news; one without is a number in the array's `ArrayTally`.
public record ArrayChild(JobId id, Lane lane, Life life) implements AccountEntity {
    /// By parent and status.
    public static final Index<ArrayChild> LISTED =
            new Index<>("listed", child -> List.of(listed(child.id.whole(), child.life.status())));

    /// Those that wait for room, once more mostly.
    public static final Index<ArrayChild> BY_LANE = new Index<>(
            "lane", child -> child.life.status() == JobStatus.RUNNABLE ? List.of(child.lane.word()) : List.of());

    public static final Index<ArrayChild> DUE = new Index<>("due", child -> child.life.due());
    public static final Index<ArrayChild> TO_STOP =
            new Index<>("stop", child -> child.life.toBeStopped() ? List.of(Job.ONLY_WORD) : List.of());

    public static final Kind<ArrayChild> KIND = Kind.of("ArrayChild", ArrayChild.class)
            .indexed(LISTED)
            .indexed(BY_LANE)
            .indexed(DUE)
            .indexed(TO_STOP);

    static String listed(JobId parent, JobStatus status) {
        return parent + "|" + status.name();
    }

    @Override
    public String key() {
        return id.key();
    }
}
