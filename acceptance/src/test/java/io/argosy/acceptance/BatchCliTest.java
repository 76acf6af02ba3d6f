package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs need, by Debian's `aws batch` against the packaged server: made, described, changed and deleted.
@Tag("program")
final class BatchCliTest {
    private static final String ARNS = "arn:aws:batch:local-1:123456789012:";

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

    private static String batch(String operation, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "batch";
        all[1] = operation;
        System.arraycopy(words, 0, all, 2, words.length);
        return machine.aws(all);
    }

    @Test
    void anEnvironmentAQueueAndADefinitionFromTheirMakingToTheirEnd() {
        batch(
                "create-compute-environment",
                "--compute-environment-name",
                "spot",
                "--type",
                "MANAGED",
                "--compute-resources",
                "type=EC2,minvCpus=0,maxvCpus=8,instanceTypes=optimal,subnets=subnet-1,instanceRole=ecsInstanceRole");
        batch(
                "create-scheduling-policy",
                "--name",
                "teams",
                "--fairshare-policy",
                "shareDistribution=[{shareIdentifier=a,weightFactor=0.5}]");
        batch(
                "create-job-queue",
                "--job-queue-name",
                "etl",
                "--priority",
                "10",
                "--scheduling-policy-arn",
                ARNS + "scheduling-policy/teams",
                "--compute-environment-order",
                "order=1,computeEnvironment=spot");
        batch(
                "register-job-definition",
                "--job-definition-name",
                "loader",
                "--type",
                "container",
                "--container-properties",
                """
                {"image":"loader:4","command":["load","Ref::day"],"resourceRequirements":[
                 {"type":"VCPU","value":"1"},{"type":"MEMORY","value":"64"}]}""");

        assertThat(batch(
                        "describe-compute-environments",
                        "--query",
                        "computeEnvironments[].[computeEnvironmentName,status,statusReason,ecsClusterArn]"))
                .contains(
                        "spot\tVALID\tComputeEnvironment Healthy\tarn:aws:ecs:local-1:123456789012:cluster/AWSBatch-");
        assertThat(batch(
                        "describe-job-queues",
                        "--job-queues",
                        "etl",
                        "--query",
                        "jobQueues[].[status,computeEnvironmentOrder[0].computeEnvironment]"))
                .contains("VALID\t" + ARNS + "compute-environment/spot");
        assertThat(batch(
                        "describe-job-definitions",
                        "--job-definition-name",
                        "loader",
                        "--status",
                        "ACTIVE",
                        "--query",
                        "jobDefinitions[].[jobDefinitionArn,containerProperties.command[1]]"))
                .contains(ARNS + "job-definition/loader:1\tRef::day");
        assertThat(batch(
                        "describe-scheduling-policies",
                        "--arns",
                        ARNS + "scheduling-policy/teams",
                        "--query",
                        "schedulingPolicies[].fairsharePolicy.shareDistribution[].weightFactor"))
                .contains("0.5");

        batch("tag-resource", "--resource-arn", ARNS + "job-queue/etl", "--tags", "team=etl");
        assertThat(batch("list-tags-for-resource", "--resource-arn", ARNS + "job-queue/etl", "--query", "tags.team"))
                .isEqualTo("etl");

        batch("deregister-job-definition", "--job-definition", "loader:1");
        batch("update-job-queue", "--job-queue", "etl", "--state", "DISABLED");
        batch("delete-job-queue", "--job-queue", "etl");
        batch("delete-scheduling-policy", "--arn", ARNS + "scheduling-policy/teams");
        batch("update-compute-environment", "--compute-environment", "spot", "--state", "DISABLED");
        batch("delete-compute-environment", "--compute-environment", "spot");

        assertThat(batch("describe-compute-environments") + batch("describe-job-queues"))
                .isEmpty();
        assertThat(machine.aws("ecs", "list-clusters")).doesNotContain("AWSBatch-");
    }

    @Test
    void whatIsWrongIsSaidAsTheCliPrintsIt() {
        Command refused = machine.tryAws(
                "batch",
                "register-job-definition",
                "--job-definition-name",
                "loader",
                "--type",
                "container",
                "--container-properties",
                "image=loader:4,memory=64");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.output())
                .contains("An error occurred (ClientException) when calling the RegisterJobDefinition operation: "
                        + "Error executing request, Exception : vCPU is not provided., RequestId: ");
    }
}
