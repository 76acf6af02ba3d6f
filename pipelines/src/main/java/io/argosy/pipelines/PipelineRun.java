package io.argosy.pipelines;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// One way through a pipeline: what it is of, how far it is, and what it has come to so far.
public record PipelineRun(String pipeline, int number, Change change, Facts facts, RunState state, Instant createdAt)
        implements AccountEntity {
    private static final String WORD = "live";

    public static final Index<PipelineRun> LIVE =
            new Index<>("live", run -> run.state().over() ? List.of() : List.of(WORD));

    public static final Index<PipelineRun> BY_PIPELINE =
            new Index<>("pipeline", run -> List.of(run.pipeline() + " " + run.key()));

    public static final Index<PipelineRun> BY_TIME = new Index<>("time", run -> List.of(run.moment()));

    public static final Kind<PipelineRun> KIND = Kind.of("PipelineRun", PipelineRun.class)
            .indexed(LIVE)
            .indexed(BY_PIPELINE)
            .indexed(BY_TIME);

    /// What is new: a commit with its message, which are empty where nobody knows them, by whom, and either an archive
    /// of it that is in the repository or an image that is built already.
    public record Change(String commit, String message, String by, String archive, String digest) {}

    /// What came of it: a build, an image, the definition with it and the one before. Each is empty until it is there.
    public record Facts(String build, String digest, String definition, String previous) {
        static final Facts NONE = new Facts("", "", "", "");

        Facts built(String image) {
            return new Facts(build, image, definition, previous);
        }

        Facts building(String id) {
            return new Facts(id, digest, definition, previous);
        }

        Facts deployed(String fresh, String before) {
            return new Facts(build, digest, fresh, before);
        }
    }

    static String live() {
        return WORD;
    }

    @Override
    public String key() {
        return key(pipeline, number);
    }

    static String key(String pipeline, int number) {
        return pipeline + " " + String.format(Locale.ROOT, "%08d", number);
    }

    /// What all words of a pipeline in `BY_PIPELINE` begin with.
    static String before(String pipeline) {
        return pipeline + " ";
    }

    String moment() {
        return String.format(Locale.ROOT, "%013d", createdAt.toEpochMilli()) + " " + key();
    }

    PipelineRun with(RunState other) {
        return new PipelineRun(pipeline, number, change, facts, other, createdAt);
    }

    PipelineRun with(Facts other) {
        return new PipelineRun(pipeline, number, change, other, state, createdAt);
    }

    /// With the commit that its build found, where nobody said one.
    PipelineRun at(String commit) {
        return change.commit().isEmpty()
                ? new PipelineRun(
                        pipeline,
                        number,
                        new Change(commit, change.message(), change.by(), change.archive(), change.digest()),
                        facts,
                        state,
                        createdAt)
                : this;
    }

    PipelineRun ended(RunState.Outcome outcome, String reason, List<String> lines, Instant now) {
        return with(new RunState.Ended(outcome, reason, lines, now));
    }

    /// What it is called in sentences: its commit, or its image.
    String subject() {
        if (!change.commit().isEmpty()) {
            return "commit "
                    + change.commit().substring(0, Math.min(12, change.commit().length()));
        }
        return change.digest().isEmpty() ? "run " + number : "image " + change.digest();
    }
}
