package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.ArrayProperties;
import io.argosy.shapes.batch.JobDependency;
import io.argosy.shapes.batch.SubmitJobRequest;
import java.util.List;
import java.util.Optional;

/// What a job that comes in waits for (batch-semantics 7.4). Ids come later than what they depend on, so that there
/// is no circle.
final class JobDependencies {
    private JobDependencies() {}

    /// The ids of the jobs that must have ended well before it, or any of its children, may run.
    static List<String> open(Caller caller, JobsState state, SubmitJobRequest asked) {
        List<JobDependency> all = asked.dependsOn().orElse(List.of());
        all.forEach(one -> check(caller, state, asked, one));
        return all.stream()
                .filter(one -> one.jobId().isPresent() && !childByChild(one))
                .map(one -> JobId.parse(one.jobId().get()).orElseThrow().value())
                .distinct()
                .toList();
    }

    private static boolean childByChild(JobDependency on) {
        return on.type().equals(Optional.of(Job.N_TO_N));
    }

    private static void check(Caller caller, JobsState state, SubmitJobRequest asked, JobDependency on) {
        Optional<Integer> size = asked.arrayProperties().flatMap(ArrayProperties::size);
        if (on.jobId().isEmpty()) {
            boolean fine = on.type().equals(Optional.of(Job.SEQUENTIAL)) && size.isPresent();
            refuse(caller, !fine, "A dependency without jobId must be of type SEQUENTIAL, and of an array job.");
            return;
        }
        String id = on.jobId().get();
        Optional<JobId> known = JobId.parse(id).filter(job -> state.life(job).isPresent());
        refuse(caller, known.isEmpty(), "Job " + id + " does not exist.");
        if (childByChild(on)) {
            Optional<Integer> other = state.job(known.get()).flatMap(Job::arraySize);
            refuse(
                    caller,
                    size.isEmpty() || !size.equals(other),
                    "A dependency of type N_TO_N must be of an array job on an array job of the same size.");
        }
    }

    private static void refuse(Caller caller, boolean so, String text) {
        if (so) {
            throw BatchErrors.wrapped(caller, text);
        }
    }
}
