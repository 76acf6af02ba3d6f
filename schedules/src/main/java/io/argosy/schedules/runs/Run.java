package io.argosy.schedules.runs;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// What came of one due time of a schedule; of a rule, for one of its targets. It is there before anything is started,
/// so that nothing is lost or done twice, and is remembered after its end.
public record Run(ScheduleId of, String target, Instant due, RunState state) implements AccountEntity {
    private static final int ID_LETTERS = 32;

    /// In the order of their due times, which is that of keys.
    public static final Index<Run> BY_TIME = new Index<>("time", run -> List.of(run.key()));

    /// The same within their schedules.
    public static final Index<Run> BY_SCHEDULE = new Index<>("schedule", run -> List.of(before(run.of()) + run.key()));

    /// Those of one schedule that are not over.
    public static final Index<Run> LIVE = new Index<>(
            "live", run -> run.state().over() ? List.of() : List.of(run.of().value()));

    /// Those that are to be started, by the moment.
    public static final Index<Run> BY_START = new Index<>(
            "start",
            run -> run.state() instanceof RunState.Waiting(Instant from, var _, var _)
                    ? List.of(Moments.word(from))
                    : List.of());

    private static final String WORD = "started";
    public static final Index<Run> STARTED =
            new Index<>("started", run -> run.state() instanceof RunState.Started ? List.of(WORD) : List.of());

    public static final Kind<Run> KIND = Kind.of("ScheduledRun", Run.class)
            .indexed(BY_TIME)
            .indexed(BY_SCHEDULE)
            .indexed(LIVE)
            .indexed(BY_START)
            .indexed(STARTED);

    /// Of one that waits, until when.
    public Instant startsAt() {
        return ((RunState.Waiting) state).from();
    }

    /// What all words of a schedule in `BY_SCHEDULE` begin with.
    public static String before(ScheduleId of) {
        return of + " ";
    }

    public static String started() {
        return WORD;
    }

    @Override
    public String key() {
        return Moments.word(due) + " " + of + (target.isEmpty() ? "" : " " + target);
    }

    /// 32 letters: the token by which starting it again finds what it started before.
    public String id() {
        return hash(key());
    }

    /// Another for each attempt, and the same one if an attempt is repeated because nobody knows how it ended.
    public String attemptId() {
        return hash(key() + " " + state.attemptsSoFar()).substring(0, ID_LETTERS / 2);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LETTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public Run with(RunState other) {
        return new Run(of, target, due, other);
    }

    /// The same over, for this reason.
    public Run ended(Outcome outcome, String reason, Instant now) {
        return ended(outcome, reason, List.of(), now);
    }

    public Run ended(Outcome outcome, String reason, List<RunState.Part> parts, Instant now) {
        Instant startedAt = state instanceof RunState.Started started ? started.at() : Instant.EPOCH;
        List<String> resources = state instanceof RunState.Started started ? started.resources() : List.of();
        return with(new RunState.Ended(
                new RunState.Ending(outcome, reason), startedAt, now, state.attemptsSoFar(), resources, parts));
    }
}
