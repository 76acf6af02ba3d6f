package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import java.util.OptionalInt;

/// A job that runs in containers itself: one by itself, or a child of an array with the order of its parent.
record JobRun(JobId id, Job order, Life life) {
    static JobRun of(Job job) {
        return new JobRun(job.id(), job, job.life());
    }

    JobStatus status() {
        return life.status();
    }

    OptionalInt index() {
        return id.index();
    }

    JobRun with(Life other) {
        return new JobRun(id, order, other);
    }
}
