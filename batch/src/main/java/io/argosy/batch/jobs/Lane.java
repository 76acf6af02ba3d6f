package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import java.util.List;

/// Where a job waits: in which queue, for which share of it (empty in a queue without shares), with which priority
/// there.
public record Lane(String queue, String share, int priority) {
    private static final int MOST_PRIORITY = 9999;
    private static final int FIVE_DIGITS = 10_000;
    private static final char APART = '|';

    /// The word of the jobs in this lane: in those of a share, the higher priority comes first.
    String word() {
        return ofShare(queue, share)
                + Integer.toString(FIVE_DIGITS + MOST_PRIORITY - priority).substring(1);
    }

    /// How the words of a share's lanes begin.
    static String ofShare(String queue, String share) {
        return queue + APART + share + APART;
    }

    /// The words under which jobs with this status are listed: of the queue, of the share, of all.
    List<String> listed(JobStatus status) {
        return List.of(all(queue), withStatus(queue, status), ofShare(queue, share) + status.name());
    }

    static String withStatus(String queue, JobStatus status) {
        return queue + APART + status.name();
    }

    /// How the words of all lanes of a queue begin.
    static String ofQueue(String queue) {
        return queue + APART;
    }

    static String all(String queue) {
        return queue;
    }
}
