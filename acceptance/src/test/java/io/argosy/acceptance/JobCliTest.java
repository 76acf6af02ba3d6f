package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs by Debian's `aws batch` against the packaged server: submitted, seen, listed and ended before they found
/// room.
@Tag("program")
final class JobCliTest {
    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startServer();
        batch("create-compute-environment --compute-environment-name spot --type MANAGED --compute-resources"
                + " type=EC2,minvCpus=0,maxvCpus=8,instanceTypes=optimal,subnets=subnet-1,instanceRole=any");
        batch("create-job-queue --job-queue-name etl --priority 10 --compute-environment-order"
                + " order=1,computeEnvironment=spot");
        batch("register-job-definition --job-definition-name loader --type container --container-properties"
                + " {\"image\":\"loader:4\",\"command\":[\"load\",\"Ref::day\"],\"resourceRequirements\":["
                + "{\"type\":\"VCPU\",\"value\":\"1\"},{\"type\":\"MEMORY\",\"value\":\"64\"}]}");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /// A command line without blanks in its words.
    private static String batch(String line) {
        return machine.aws(("batch " + line).split(" "));
    }

    private static String submit(String more) {
        return batch("submit-job --job-name load --job-queue etl --job-definition loader --parameters day=monday"
                + " --query jobId " + more);
    }

    @Test
    void aJobIsSubmittedSeenAndTerminated() {
        String id = submit("");
        String seen =
                batch("describe-jobs --jobs " + id + " --query jobs[].[status,container.command[1],parameters.day]");
        String listed = batch("list-jobs --job-queue etl --job-status RUNNABLE --query jobSummaryList[].jobId");
        batch("terminate-job --job-id " + id + " --reason wrong-day");
        String ended = batch("describe-jobs --jobs " + id + " --query jobs[].[status,statusReason,isTerminated]");

        assertThat(seen).isEqualTo("RUNNABLE\tmonday\tmonday");
        assertThat(listed).contains(id);
        assertThat(ended).isEqualTo("FAILED\twrong-day\tTrue");
    }

    @Test
    void anArrayWaitsForAJobAndFailsWithIt() {
        String first = submit("");
        String array = submit("--array-properties size=3 --depends-on jobId=" + first);
        String waiting = batch("describe-jobs --jobs " + array + " --query jobs[].[status,arrayProperties.size]");
        batch("cancel-job --job-id " + first + " --reason wrong-day");
        PackagedProgram.await(
                "the array failed",
                () -> batch("describe-jobs --jobs " + array + " --query jobs[].[status,statusReason]")
                        .equals("FAILED\tDependent Job failed"));

        assertThat(waiting).isEqualTo("PENDING\t3");
        assertThat(batch("list-jobs --array-job-id " + array
                        + " --job-status FAILED --query jobSummaryList[].arrayProperties.index"))
                .isEqualTo("0\t1\t2");
    }
}
