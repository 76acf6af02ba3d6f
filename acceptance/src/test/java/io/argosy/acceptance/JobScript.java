package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;

/// What a job of a test does, and what must become of it whatever is killed meanwhile: only its own exit codes end
/// it, and whatever else happens to an attempt is followed by another.
enum JobScript {
    GOOD("exit 0", JobStatus.SUCCEEDED),
    BAD("exit 13", JobStatus.FAILED),
    SECOND_TIME("[ $AWS_BATCH_JOB_ATTEMPT = 1 ] && exit 3; exit 0", JobStatus.SUCCEEDED),
    CANCELLED("sleep 600", JobStatus.FAILED);

    /// The exit code by which jobs end for good.
    static final String FINAL_CODE = "13";

    private final String end;
    private final JobStatus status;

    JobScript(String end, JobStatus status) {
        this.end = end;
        this.status = status;
    }

    static JobScript any(Random chance) {
        int number = chance.nextInt(20);
        return number < 10 ? GOOD : number < 14 ? BAD : number < 19 ? SECOND_TIME : CANCELLED;
    }

    /// What a job does; of several, each child of an array does its own.
    static String command(List<JobScript> scripts) {
        String ends = scripts.size() == 1
                ? scripts.getFirst().end
                : IntStream.range(0, scripts.size())
                        .mapToObj(index -> index + ") " + scripts.get(index).end + ";;")
                        .collect(Collectors.joining(" ", "case $AWS_BATCH_JOB_ARRAY_INDEX in ", " esac"));
        return "echo $AWS_BATCH_JOB_ID attempt $AWS_BATCH_JOB_ATTEMPT; " + ends;
    }

    /// What becomes of an array whose children do these.
    static JobStatus statusOf(List<JobScript> scripts) {
        return scripts.stream().allMatch(script -> script.status == JobStatus.SUCCEEDED)
                ? JobStatus.SUCCEEDED
                : JobStatus.FAILED;
    }

    void check(JobDetail job) {
        assertThat(job.status()).as("%s: %s", this, job).isEqualTo(status);
        switch (this) {
            case GOOD -> assertThat(job.container().exitCode()).isZero();
            case BAD -> assertThat(job.container().exitCode()).isEqualTo(Integer.parseInt(FINAL_CODE));
            case SECOND_TIME -> assertThat(job.attempts()).hasSizeGreaterThan(1);
            case CANCELLED -> assertThat(job.statusReason()).isEqualTo(JobClient.REASON);
        }
    }
}
