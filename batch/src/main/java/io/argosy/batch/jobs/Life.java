package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What has become of a job so far: its state, the attempts that are over, the oldest first, and whether somebody
/// wants it ended.
public record Life(JobState state, List<Attempt> attempts, Ending ending) {
    public Life {
        attempts = List.copyOf(attempts);
    }

    public static Life of(JobState state) {
        return new Life(state, List.of(), Ending.NONE);
    }

    public JobStatus status() {
        return state.status();
    }

    public boolean ended() {
        return status().ended();
    }

    public Life with(JobState other) {
        return new Life(other, attempts, ending);
    }

    public Life with(Ending other) {
        return new Life(state, attempts, other);
    }

    /// After one more attempt.
    public Life with(Attempt over, JobState next) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(over);
        return new Life(next, all, ending);
    }

    /// The number of the attempt that runs or comes next.
    public int attempt() {
        return attempts.size() + 1;
    }

    public int countedAttempts() {
        return (int) attempts.stream().filter(Attempt::counted).count();
    }

    /// Under which moment its time is over; nothing for one without a limit, or whose end is ordered already.
    List<String> due() {
        return state instanceof JobState.Running running && ending.order().isEmpty()
                ? running.due().map(Life::word).stream().toList()
                : List.of();
    }

    /// Whether its task is to be stopped.
    boolean toBeStopped() {
        return status().holding() && ending.order().isPresent();
    }

    /// The word of a moment; they stand in the order of time.
    static String word(Instant moment) {
        return HexFormat.of().toHexDigits(moment.toEpochMilli(), 12);
    }
}
