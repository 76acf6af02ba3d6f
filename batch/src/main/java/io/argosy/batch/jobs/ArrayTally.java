package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.JobStatus;
import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the children of an array fare (batch-semantics 8.8). Of those without news, all that did not move or fall, it
/// knows which are `ready` to run; the others wait for their dependencies. `moved` counts the children that have
/// news, by status, fallen ones included.
public record ArrayTally(
        JobId id,
        Lane lane,
        int size,
        ChildSet ready,
        Map<JobStatus, Integer> moved,
        List<Fall> falls,
        Optional<Instant> startedAt,
        Instant changedAt)
        implements AccountEntity {
    /// By the lane in which children without news wait for room.
    public static final Index<ArrayTally> BY_LANE =
            new Index<>("lane", tally -> tally.ready.isEmpty() ? List.of() : List.of(tally.lane.word()));

    public static final Kind<ArrayTally> KIND =
            Kind.of("ArrayTally", ArrayTally.class).indexed(BY_LANE);

    /// Children that ended together before they had any news.
    public record Fall(ChildSet children, String reason, Ending ending, Instant at) {
        Life life() {
            return new Life(JobState.failed(reason, at), List.of(), ending);
        }

        boolean alike(Fall other) {
            return reason.equals(other.reason) && ending.equals(other.ending);
        }

        Fall and(Fall before) {
            return new Fall(children.plus(before.children), reason, ending, at);
        }
    }

    public ArrayTally {
        moved = Map.copyOf(moved);
        falls = List.copyOf(falls);
    }

    static ArrayTally fresh(JobId id, Lane lane, int size, Instant now) {
        return new ArrayTally(id, lane, size, ChildSet.NONE, Map.of(), List.of(), Optional.empty(), now);
    }

    @Override
    public String key() {
        return id.value();
    }

    /// What is known of a child without news of its own.
    Life lifeOf(int index) {
        return falls.stream()
                .filter(fall -> fall.children().contains(index))
                .findFirst()
                .map(Fall::life)
                .orElseGet(() -> Life.of(
                        ready.contains(index)
                                ? new JobState.Runnable("", changedAt)
                                : new JobState.Pending(List.of())));
    }

    /// How many children have each status.
    Map<JobStatus, Integer> summary() {
        Map<JobStatus, Integer> all = new EnumMap<>(JobStatus.class);
        int quiet = size - moved.values().stream().mapToInt(Integer::intValue).sum();
        for (JobStatus status : JobStatus.values()) {
            all.put(status, moved.getOrDefault(status, 0));
        }
        all.merge(JobStatus.RUNNABLE, ready.size(), Integer::sum);
        all.merge(JobStatus.PENDING, quiet - ready.size(), Integer::sum);
        return all;
    }

    /// Whether all children have ended.
    boolean over() {
        return moved.getOrDefault(JobStatus.SUCCEEDED, 0) + moved.getOrDefault(JobStatus.FAILED, 0) == size;
    }

    boolean well() {
        return moved.getOrDefault(JobStatus.SUCCEEDED, 0) == size;
    }

    ChildSet fallen() {
        return falls.stream().map(Fall::children).reduce(ChildSet.NONE, ChildSet::plus);
    }

    ArrayTally ready(ChildSet all, Instant now) {
        return new ArrayTally(id, lane, size, all, moved, falls, startedAt, now);
    }

    /// Once a child without news has some.
    ArrayTally heard(int index, JobStatus status, Instant now) {
        return new ArrayTally(id, lane, size, ready.without(index), counted(status, 1), falls, startedAt, now);
    }

    /// Once a child that had news has other.
    ArrayTally moved(JobStatus from, JobStatus to, Instant now) {
        Map<JobStatus, Integer> counts = counted(from, -1);
        counts.merge(to, 1, Integer::sum);
        Optional<Instant> first = to == JobStatus.RUNNING ? startedAt.or(() -> Optional.of(now)) : startedAt;
        return new ArrayTally(id, lane, size, ready, counts, falls, first, now);
    }

    /// Children that end for the reason of those that fell last are counted among them.
    ArrayTally fell(Fall fall, Instant now) {
        List<Fall> more = new ArrayList<>(falls);
        boolean alike = !more.isEmpty() && more.getLast().alike(fall);
        more.add(alike ? fall.and(more.removeLast()) : fall);
        return new ArrayTally(
                id,
                lane,
                size,
                ready.minus(fall.children()),
                counted(JobStatus.FAILED, fall.children().size()),
                more,
                startedAt,
                now);
    }

    private Map<JobStatus, Integer> counted(JobStatus status, int more) {
        Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
        counts.putAll(moved);
        counts.merge(status, more, Integer::sum);
        return counts;
    }
}
