package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs need, by Debian's `aws batch` against the packaged server: made, described, changed and deleted.
@Tag("program")
final class BatchCliTest {
    private static final String ARNS = "arn:aws:batch:local-1:123456789012:";
    private static final String POLICY = ARNS + "scheduling-policy/teams";
    private static final String CONTAINER = """
            {"image":"loader:4","command":["load","Ref::day"],"resourceRequirements":[\
            {"type":"VCPU","value":"1"},{"type":"MEMORY","value":"64"}]}""";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startServer();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /// `words` are split at blanks, `more` are not.
    private static String batch(String words, String... more) {
        return machine.aws(command(words, more));
    }

    private static String[] command(String words, String... more) {
        return Stream.of(Stream.of("batch"), Stream.of(words.split(" ")), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    @Test
    void whatJobsNeedFromItsMakingToItsEnd() {
        make();
        assertMade();
        tag();
        takeAway();

        assertThat(batch("describe-compute-environments") + batch("describe-job-queues"))
                .isEmpty();
        assertThat(machine.aws("ecs", "list-clusters")).doesNotContain("AWSBatch-");
    }

    private static void make() {
        batch(
                "create-compute-environment --compute-environment-name spot --type MANAGED --compute-resources",
                "type=EC2,minvCpus=0,maxvCpus=8,instanceTypes=optimal,subnets=subnet-1,instanceRole=ecsInstanceRole");
        batch(
                "create-scheduling-policy --name teams --fairshare-policy",
                "shareDistribution=[{shareIdentifier=a,weightFactor=0.5}]");
        batch("create-job-queue --job-queue-name etl --priority 10 --scheduling-policy-arn " + POLICY
                + " --compute-environment-order order=1,computeEnvironment=spot");
        batch(
                "register-job-definition --job-definition-name loader --type container --container-properties",
                CONTAINER);
    }

    private static void assertMade() {
        assertThat(batch("describe-compute-environments --query"
                        + " computeEnvironments[].[computeEnvironmentName,status,ecsClusterArn]"))
                .startsWith("spot\tVALID\tarn:aws:ecs:local-1:123456789012:cluster/AWSBatch-spot-");
        assertThat(batch("describe-job-queues --job-queues etl --query"
                        + " jobQueues[].[status,computeEnvironmentOrder[0].computeEnvironment]"))
                .isEqualTo("VALID\t" + ARNS + "compute-environment/spot");
        assertThat(batch("describe-job-definitions --job-definition-name loader --status ACTIVE --query"
                        + " jobDefinitions[].[jobDefinitionArn,containerProperties.command[1]]"))
                .isEqualTo(ARNS + "job-definition/loader:1\tRef::day");
        assertThat(batch("describe-scheduling-policies --arns " + POLICY
                        + " --query schedulingPolicies[].fairsharePolicy.shareDistribution[].weightFactor"))
                .isEqualTo("0.5");
    }

    private static void tag() {
        String arn = ARNS + "job-queue/etl";

        batch("tag-resource --tags team=etl,old=1 --resource-arn " + arn);
        batch("untag-resource --tag-keys old --resource-arn " + arn);

        assertThat(batch("list-tags-for-resource --query tags.[team,old] --resource-arn " + arn))
                .isEqualTo("etl\tNone");
    }

    private static void takeAway() {
        batch("deregister-job-definition --job-definition loader:1");
        batch("update-job-queue --job-queue etl --state DISABLED");
        batch("delete-job-queue --job-queue etl");
        batch("delete-scheduling-policy --arn " + POLICY);
        batch("update-compute-environment --compute-environment spot --state DISABLED");
        batch("delete-compute-environment --compute-environment spot");
    }

    @Test
    void whatIsWrongIsSaidAsTheCliPrintsIt() {
        Command refused = machine.tryAws(command(
                "register-job-definition --job-definition-name loader --type container --container-properties",
                "image=loader:4,memory=64"));

        assertThat(refused.status()).isNotZero();
        assertThat(refused.output())
                .contains("An error occurred (ClientException) when calling the RegisterJobDefinition operation: "
                        + "Error executing request, Exception : vCPU is not provided., RequestId: ");
    }
}
