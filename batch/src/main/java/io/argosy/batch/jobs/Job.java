package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.model.Task;
import io.argosy.shapes.batch.ArrayProperties;
import io.argosy.shapes.batch.JobDependency;
import io.argosy.shapes.batch.SubmitJobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A job as it was submitted, and what became of it; of an array the parent, whose children are counted in an
/// `ArrayTally`. `asked` names queue and definition by their keys, and has retry strategy, time limit, tags and
/// consumable resources as they are in force, the definition's where the caller gave none. `cpu` is what one attempt
/// takes.
public record Job(JobId id, SubmitJobRequest asked, int priority, int cpu, Life life) implements AccountEntity {
    /// By queue, and by that together with status, share, name or definition; by the consumable resources it needs.
    public static final Index<Job> LISTED = new Index<>("listed", Job::listed);

    /// Those that wait for room themselves.
    public static final Index<Job> BY_LANE = new Index<>(
            "lane",
            job -> job.life.status() == JobStatus.RUNNABLE ? List.of(job.lane().word()) : List.of());

    /// By the ids of the jobs it waits for, and of the arrays whose children its own wait for.
    public static final Index<Job> WAITING = new Index<>("waiting", Job::waitsFor);

    /// By when its time is over.
    public static final Index<Job> DUE = new Index<>("due", job -> job.life.due());

    public static final Index<Job> TO_STOP =
            new Index<>("stop", job -> job.life.toBeStopped() ? List.of(Job.ONLY_WORD) : List.of());

    /// By the token of whoever submitted it and may do so again in the same words.
    public static final Index<Job> BY_TOKEN =
            new Index<>("token", job -> token(job.asked).stream().toList());

    /// Ended ones by the minute.
    public static final Index<Job> BY_END = new Index<>(
            "end",
            job -> job.life.state() instanceof JobState.Ended ended ? List.of(Task.minute(ended.at())) : List.of());

    public static final Kind<Job> KIND = Kind.of("Job", Job.class)
            .indexed(LISTED)
            .indexed(BY_LANE)
            .indexed(WAITING)
            .indexed(DUE)
            .indexed(TO_STOP)
            .indexed(BY_TOKEN)
            .indexed(BY_END);

    /// The tag by which a job is submitted once, however often that is asked: the API has no member for it.
    public static final String TOKEN = "argosy:client-token";

    static final String ONLY_WORD = "stop";
    static final String SEQUENTIAL = "SEQUENTIAL";
    static final String N_TO_N = "N_TO_N";

    @Override
    public String key() {
        return id.value();
    }

    public String queue() {
        return asked.jobQueue();
    }

    public Lane lane() {
        return new Lane(queue(), asked.shareIdentifier().orElse(""), priority);
    }

    public Optional<Integer> arraySize() {
        return asked.arrayProperties().flatMap(ArrayProperties::size);
    }

    /// Whether each child waits for the one before it.
    public boolean sequential() {
        return dependencies().anyMatch(on -> on.jobId().isEmpty());
    }

    /// The arrays whose children those of this array wait for, each for the one of its index.
    public List<JobId> childByChild() {
        return dependencies()
                .filter(on -> on.type().equals(Optional.of(N_TO_N)))
                .flatMap(on -> on.jobId().flatMap(JobId::parse).stream())
                .toList();
    }

    private Stream<JobDependency> dependencies() {
        return asked.dependsOn().orElse(List.of()).stream();
    }

    static Optional<String> token(SubmitJobRequest asked) {
        return asked.tags().map(tags -> tags.get(TOKEN));
    }

    Job with(Life other) {
        return new Job(id, asked, priority, cpu, other);
    }

    Job with(SubmitJobRequest other) {
        return new Job(id, other, priority, cpu, life);
    }

    private List<String> waitsFor() {
        return switch (life.state()) {
            case JobState.Pending(var open) ->
                Stream.concat(open.stream(), childByChild().stream().map(Job::childrenOf))
                        .distinct()
                        .toList();
            case JobState.Spawned _ ->
                childByChild().stream().map(Job::childrenOf).distinct().toList();
            case JobState.Runnable _, JobState.Starting _, JobState.Running _, JobState.Ended _ -> List.of();
        };
    }

    /// The word for whoever waits for this array child by child.
    static String childrenOf(JobId array) {
        return "each " + array;
    }

    private List<String> listed() {
        List<String> words = new ArrayList<>(lane().listed(life.status()));
        words.add(named(queue(), asked.jobName()));
        words.add(defined(queue(), asked.jobDefinition()));
        ConsumableBudget.needs(this).forEach(need -> words.add(consuming(ConsumableBudget.name(need))));
        return words;
    }

    /// Names are compared without their case.
    static String named(String queue, String name) {
        return queue + "/name/" + name.toLowerCase(Locale.ROOT);
    }

    static String consuming(String resource) {
        return "consuming/" + resource;
    }

    static String defined(String queue, String definition) {
        return queue + "/definition/" + definition;
    }
}
