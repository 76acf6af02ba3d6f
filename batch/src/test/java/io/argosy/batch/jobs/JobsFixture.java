package io.argosy.batch.jobs;

import io.argosy.batch.BatchServer;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CEType;
import software.amazon.awssdk.services.batch.model.CRType;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.JobDefinitionType;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/// A queue `q` on an environment with one instance, and a definition `work` of one vCPU, behind a real port.
final class JobsFixture implements AutoCloseable {
    final BatchServer server;
    private ScriptedAgent agent;

    JobsFixture(Path folder, int vcpus) throws IOException {
        server = new BatchServer(folder);
        sdk().createComputeEnvironment(environment -> environment
                .computeEnvironmentName("ce")
                .type(CEType.MANAGED)
                .computeResources(resources -> resources
                        .type(CRType.EC2)
                        .minvCpus(0)
                        .maxvCpus(64)
                        .instanceTypes("optimal")
                        .instanceRole("ecsInstanceRole")
                        .subnets("subnet-0a1b2c3d")
                        .securityGroupIds("sg-0a1b2c3d")));
        if (vcpus > 0) {
            join(vcpus);
        }
        sdk().createJobQueue(queue -> queue.jobQueueName("q")
                .priority(1)
                .computeEnvironmentOrder(List.of(ComputeEnvironmentOrder.builder()
                        .order(1)
                        .computeEnvironment("ce")
                        .build())));
        define("work", _ -> {});
        agent = agentNow();
    }

    /// An instance whose agent is connected and can do what definitions of these tests ask for.
    void join(int vcpus) {
        server.join(cluster(), vcpus);
        List<Attribute> able = Stream.concat(
                        IntStream.range(15, 50).mapToObj(minor -> "docker-remote-api.1." + minor),
                        Stream.of("logging-driver.awslogs", "logging-driver.json-file"))
                .map(name -> Attribute.builder()
                        .name("com.amazonaws.ecs.capability." + name)
                        .build())
                .toList();
        store().write(tx -> {
            tx.state()
                    .instances()
                    .forEach(instance -> tx.update(instance.withAttributes(able).connected()));
            return able;
        });
    }

    private ClusterStore store() {
        return server.stores()
                .cluster(
                        BatchServer.REALM,
                        state().environment("ce").orElseThrow().cluster());
    }

    ClusterState content() {
        return store().read();
    }

    String cluster() {
        return state().environment("ce").orElseThrow().cluster().value();
    }

    BatchState state() {
        return new BatchState(
                BatchServer.REALM, server.stores().account(BatchServer.REALM).read());
    }

    /// One task of a service that takes so many CPU units, in the cluster of the jobs.
    WebService service(int cpu) {
        return new WebService(server, store(), cpu);
    }

    private ScriptedAgent agentNow() {
        return new ScriptedAgent(store());
    }

    ScriptedAgent agent() {
        return agent;
    }

    void restart() throws IOException {
        server.restart();
        agent = agentNow();
    }

    BatchClient sdk() {
        return server.sdk();
    }

    void define(
            String name,
            Consumer<software.amazon.awssdk.services.batch.model.RegisterJobDefinitionRequest.Builder> more) {
        sdk().registerJobDefinition(definition -> {
            definition
                    .jobDefinitionName(name)
                    .type(JobDefinitionType.CONTAINER)
                    .containerProperties(container -> container
                            .image("busybox")
                            .command("true")
                            .resourceRequirements(
                                    List.of(need(ResourceType.VCPU, "1"), need(ResourceType.MEMORY, "16"))));
            more.accept(definition);
        });
    }

    static ResourceRequirement need(ResourceType type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    String submit(Consumer<SubmitJobRequest.Builder> more) {
        return sdk().submitJob(job -> {
                    job.jobName("job").jobQueue("q").jobDefinition("work");
                    more.accept(job);
                })
                .jobId();
    }

    String submit() {
        return submit(_ -> {});
    }

    JobDetail job(String id) {
        return sdk().describeJobs(jobs -> jobs.jobs(id)).jobs().getFirst();
    }

    JobDetail until(String id, JobStatus status) {
        return until(id, job -> job.status() == status);
    }

    /// Waits for what will be so.
    JobDetail until(String id, Predicate<JobDetail> so) {
        for (int i = 0; i < 3_000; i++) {
            JobDetail job = job(id);
            if (so.test(job)) {
                return job;
            }
            ScriptedAgent.pause();
        }
        throw new AssertionError("not within a minute: " + job(id));
    }

    static void until(Callable<Boolean> so) throws Exception {
        for (int i = 0; i < 3_000; i++) {
            if (so.call()) {
                return;
            }
            ScriptedAgent.pause();
        }
        throw new AssertionError("not within a minute");
    }

    /// Submits so many, and all are placed or wait.
    List<String> submitAll(int count) {
        return IntStream.range(0, count).mapToObj(_ -> submit()).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
