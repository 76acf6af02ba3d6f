package io.argosy.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CEType;
import software.amazon.awssdk.services.batch.model.CRType;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.EvaluateOnExit;
import software.amazon.awssdk.services.batch.model.JobDefinitionType;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.RetryAction;

/// A workflow engine's client of Batch: it submits, polls by hundreds, and asks again where a server went away. A
/// submission that got no answer is looked up by its name before it is made once more.
final class JobClient implements AutoCloseable {
    static final String REASON = "not wanted any more";
    private static final String NAME = "small";
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final BatchClient sdk;

    JobClient(URI server, Path credentials) {
        this.sdk = BatchClient.builder()
                .endpointOverride(server)
                .region(Region.of("local-1"))
                .credentialsProvider(ProfileCredentialsProvider.builder()
                        .profileFile(ProfileFile.builder()
                                .type(ProfileFile.Type.CREDENTIALS)
                                .content(credentials)
                                .build())
                        .build())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /// Makes an environment and its queue: whether they are there.
    boolean ready() {
        try {
            if (sdk.describeComputeEnvironments().computeEnvironments().isEmpty()) {
                sdk.createComputeEnvironment(environment -> environment
                        .computeEnvironmentName(NAME)
                        .type(CEType.MANAGED)
                        .computeResources(resources -> resources
                                .type(CRType.EC2)
                                .minvCpus(0)
                                .maxvCpus(64)
                                .instanceTypes("optimal")
                                .instanceRole("ecsInstanceRole")
                                .subnets("subnet-0a1b2c3d")
                                .securityGroupIds("sg-0a1b2c3d")));
                sdk.createJobQueue(queue -> queue.jobQueueName(NAME)
                        .priority(1)
                        .computeEnvironmentOrder(List.of(ComputeEnvironmentOrder.builder()
                                .order(1)
                                .computeEnvironment(NAME)
                                .build())));
            }
            return true;
        } catch (SdkException notYet) {
            return false;
        }
    }

    /// The name of the environment's cluster.
    String cluster() {
        String arn = sdk.describeComputeEnvironments()
                .computeEnvironments()
                .getFirst()
                .ecsClusterArn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    void define(String image) {
        sdk.registerJobDefinition(definition -> definition
                .jobDefinitionName(NAME)
                .type(JobDefinitionType.CONTAINER)
                .containerProperties(container -> container
                        .image(image)
                        .resourceRequirements(List.of(need(ResourceType.VCPU, "1"), need(ResourceType.MEMORY, "16"))))
                .retryStrategy(retry -> retry.attempts(10)
                        .evaluateOnExit(List.of(EvaluateOnExit.builder()
                                .onExitCode(JobScript.FINAL_CODE)
                                .action(RetryAction.EXIT)
                                .build()))));
    }

    private static ResourceRequirement need(ResourceType type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    /// One job, or an array of several.
    String submit(String name, List<JobScript> scripts) {
        return patiently(() -> named(name)
                .orElseGet(() -> sdk.submitJob(job -> {
                            job.jobName(name)
                                    .jobQueue(NAME)
                                    .jobDefinition(NAME)
                                    .containerOverrides(over -> over.command("sh", "-c", JobScript.command(scripts)));
                            if (scripts.size() > 1) {
                                job.arrayProperties(array -> array.size(scripts.size()));
                            }
                        })
                        .jobId()));
    }

    private Optional<String> named(String name) {
        return sdk
                .listJobs(list -> list.jobQueue(NAME)
                        .filters(List.of(KeyValuesPair.builder()
                                .name("JOB_NAME")
                                .values(name)
                                .build())))
                .jobSummaryList()
                .stream()
                .map(job -> job.jobId())
                .findFirst();
    }

    void terminate(String id) {
        patiently(() -> sdk.terminateJob(end -> end.jobId(id).reason(REASON)));
    }

    /// Asks for all that have not ended, by hundreds, until there is none.
    Map<String, JobDetail> untilAllEnded(Collection<String> ids, Duration patience) {
        Map<String, JobDetail> ended = new HashMap<>();
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> left =
                    ids.stream().filter(id -> !ended.containsKey(id)).toList();
            for (int from = 0; from < left.size(); from += PAGE) {
                List<String> some = left.subList(from, Math.min(left.size(), from + PAGE));
                patiently(() -> sdk.describeJobs(jobs -> jobs.jobs(some))).jobs().stream()
                        .filter(job -> job.status() == JobStatus.SUCCEEDED || job.status() == JobStatus.FAILED)
                        .forEach(job -> ended.put(job.jobId(), job));
            }
            if (ended.size() == ids.size()) {
                return ended;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("only " + ended.size() + " of " + ids.size() + " ended, not "
                        + sdk.describeJobs(jobs -> jobs.jobs(left.getFirst())));
            }
            PackagedProgram.pause(POLL);
        }
    }

    /// Again until there is an answer: a server that was killed comes back.
    private static <T> T patiently(Supplier<T> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (SdkException away) {
                if (System.nanoTime() > end) {
                    throw away;
                }
                PackagedProgram.pause(Duration.ofMillis(200));
            }
        }
    }

    @Override
    public void close() {
        sdk.close();
    }
}
