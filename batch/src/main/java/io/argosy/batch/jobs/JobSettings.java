package io.argosy.batch.jobs;

import java.time.Duration;

/// What a server decides about jobs: for how long ended ones are kept, after how long at the head of a queue it is
/// said why a job is blocked, and the shortest time limit that is taken.
public record JobSettings(Duration keepEnded, Duration sayBlockedAfter, Duration shortestTimeout) {
    public static final JobSettings USUAL =
            new JobSettings(Duration.ofDays(7), Duration.ofSeconds(180), Duration.ofSeconds(60));
}
