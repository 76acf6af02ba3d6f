package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// What the operations that end jobs share: their checks, and the turn in which they do it (batch-semantics 8.7).
final class JobEnding {
    static final String NO_JOB_CODE = "ValidationException";
    static final String NO_JOB = "This is not the id of a job.";
    private static final int MOST_AT_ONCE = 50;
    private static final int LONGEST_REASON = 1024;

    private final BatchStore store;
    private final JobTurn turn;

    JobEnding(BatchStore store, JobTurn turn) {
        this.store = store;
        this.turn = turn;
    }

    /// How a job is ended.
    interface Way {
        void end(JobEnds ends, JobId id, String reason);
    }

    List<Permission> permissions(Caller caller, String action, List<String> jobs) {
        BatchArns arns = new BatchArns(caller.realm());
        JobsState state = JobsState.of(store.read(caller).account());
        return jobs.stream()
                .map(job -> Permission.on("batch:" + action, arns.asNamed(BatchArns.JOB, job))
                        .withResourceTags(JobId.parse(job)
                                .flatMap(id -> state.job(id.whole()))
                                .flatMap(known -> known.asked().tags())
                                .orElse(Map.of())))
                .toList();
    }

    static void check(String job, String reason) {
        required("jobId", job);
        reason(reason);
    }

    static void reason(String reason) {
        required("reason", reason);
        if (reason.length() > LONGEST_REASON) {
            throw BatchErrors.plain("reason must have at most " + LONGEST_REASON + " characters");
        }
    }

    private static void required(String member, String value) {
        if (value.isEmpty()) {
            throw BatchErrors.plain("'" + member + "' is a required field (cannot be an empty string)");
        }
    }

    /// Those of up to fifty that are ids of jobs; the others are errors beside them.
    List<String> endMany(Caller caller, List<String> jobs, String reason, Way way) {
        reason(reason);
        if (jobs.size() > MOST_AT_ONCE) {
            throw BatchErrors.wrapped(caller, "At most " + MOST_AT_ONCE + " jobs can be ended at once");
        }
        List<String> ids =
                jobs.stream().filter(job -> JobId.parse(job).isPresent()).toList();
        end(caller.realm(), ids, reason, way);
        return ids;
    }

    /// Those that nobody knows are passed over.
    void end(AccountRegion realm, List<String> jobs, String reason, Way way) {
        List<JobId> known =
                jobs.stream().flatMap(job -> JobId.parse(job).stream()).toList();
        turn.take(() -> store.write(realm, (tx, _) -> {
            var ends = new JobEnds(realm, tx);
            known.forEach(id -> way.end(ends, id, reason));
            return known;
        }));
    }
}
