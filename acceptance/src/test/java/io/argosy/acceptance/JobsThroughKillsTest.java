package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;

/// Hundreds of small jobs with random exit codes and retries, as workflow engines submit and watch them, while
/// server, agent and engine are killed: every job ends as its exit codes and rules demand, none is lost, and none
/// had more tasks than attempts. The hosts are the test's own.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class JobsThroughKillsTest {
    /// A thousand take a quarter of an hour on two cores.
    private static final int JOBS = 150;

    /// Each runs as many jobs at a time as the machine has processors.
    private static final List<Integer> HOSTS = List.of(55, 56, 57);

    private static final int PAGE = 100;
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private Wires wires;
    private Outbound outbound;
    private ApiClient api;
    private Kept server;
    private final List<Host> hosts = new ArrayList<>();
    private JobClient jobs;

    @BeforeEach
    void start() throws IOException {
        wires = new Wires(83);
        outbound = new Outbound(Duration.ofSeconds(5));
        Path data = folder.resolve("server");
        String program =
                Path.of("..").toAbsolutePath().normalize().resolve("argosy").toString();
        String listen = wires.server() + ":" + ChaosTest.PORT;
        server = new Kept(
                List.of(
                        program,
                        "server",
                        "--data-dir",
                        data.toString(),
                        "--listen",
                        listen,
                        "--set",
                        "tls=off",
                        "--set",
                        "access.create-roles=true"),
                Map.of(),
                folder.resolve("server.log"));
        server.start();
        PackagedProgram.await(
                "the server has its keys",
                () -> data.resolve("credentials").toFile().exists());
        Map<String, String> environment = Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data.resolve("config").toString());
        URI endpoint = URI.create("http://" + listen);
        api = new ApiClient(outbound, endpoint, new AwsCredentialsChain(environment).find(), InstantSource.system());
        jobs = new JobClient(endpoint, data.resolve("credentials"));
        PackagedProgram.await("the queue is made", jobs::ready);
        Busybox.make(folder);
        Path image = folder.resolve("image.tar");
        Shell.run("docker save -o " + image + " " + Busybox.IMAGE);
        for (int number : HOSTS) {
            var host = new Host(number, folder, wires, jobs.cluster(), Map.of("ARGOSY_JOIN_TOKEN", token()));
            hosts.add(host);
            host.load(image);
            host.startAgent();
        }
    }

    private String token() throws IOException {
        return api.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder().cluster(jobs.cluster()).build())
                .token()
                .orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        for (Host host : hosts) {
            host.close();
        }
        for (AutoCloseable part : new AutoCloseable[] {jobs, server, outbound, wires}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void everyJobEndsAsItsExitCodesAndRulesDemand() {
        jobs.define(Busybox.IMAGE);
        var chance = new Random(20261127);
        Map<String, JobScript> scripts = new HashMap<>();
        Thread killer = Thread.ofVirtual().start(this::killAll);

        for (int i = 0; i < JOBS; i++) {
            JobScript script = JobScript.any(chance);
            scripts.put(jobs.submit("job-" + i, script), script);
        }
        scripts.forEach((id, script) -> {
            if (script == JobScript.CANCELLED) {
                jobs.terminate(id);
            }
        });
        Map<String, JobDetail> ended = jobs.untilAllEnded(scripts.keySet(), PAGE);
        join(killer);

        assertThat(ended).hasSize(JOBS);
        ended.forEach((id, job) -> scripts.getOrDefault(id, JobScript.GOOD).check(job));
        assertThat(tasksByJob()).isEqualTo(attemptsByJob(ended.values()));
        ended.values().stream()
                .filter(job -> job.status() == JobStatus.SUCCEEDED)
                .limit(5)
                .forEach(job -> PackagedProgram.await("its log is there", () -> logged(job)));
    }

    private void killAll() {
        PackagedProgram.pause(BETWEEN);
        server.kill();
        PackagedProgram.pause(BETWEEN);
        server.start();
        PackagedProgram.pause(BETWEEN);
        hosts.getFirst().stopAgent(true);
        hosts.getFirst().startAgent();
        PackagedProgram.pause(BETWEEN);
        hosts.getLast().stopEngine(true);
        hosts.getLast().startEngine();
        PackagedProgram.pause(BETWEEN);
        server.kill();
        server.start();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static Map<String, Integer> attemptsByJob(Collection<JobDetail> jobs) {
        Map<String, Integer> attempts = new TreeMap<>();
        jobs.stream()
                .filter(job -> job.hasAttempts() && !job.attempts().isEmpty())
                .forEach(job -> attempts.put(job.jobId(), job.attempts().size()));
        return attempts;
    }

    /// How many tasks each job ever had.
    private Map<String, Integer> tasksByJob() {
        Map<String, Integer> tasks = new TreeMap<>();
        try {
            for (String status : List.of("RUNNING", "STOPPED")) {
                tasks(status).forEach(task -> tasks.merge(task.startedBy().orElse(""), 1, Integer::sum));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return tasks;
    }

    private List<Task> tasks(String status) throws IOException {
        List<Task> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            var page = api.call(
                    Ecs.LIST_TASKS,
                    ListTasksRequest.builder()
                            .cluster(jobs.cluster())
                            .desiredStatus(status)
                            .nextToken(token)
                            .build());
            List<String> arns = page.taskArns().orElse(List.of());
            if (!arns.isEmpty()) {
                all.addAll(api.call(
                                Ecs.DESCRIBE_TASKS,
                                DescribeTasksRequest.builder()
                                        .cluster(jobs.cluster())
                                        .tasks(arns)
                                        .build())
                        .tasks()
                        .orElse(List.of()));
            }
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    private boolean logged(JobDetail job) {
        try {
            return api
                    .call(
                            Logs.FILTER_LOG_EVENTS,
                            FilterLogEventsRequest.builder()
                                    .logGroupName("/aws/batch/job")
                                    .logStreamNames(List.of(job.container().logStreamName()))
                                    .build())
                    .events()
                    .orElse(List.of())
                    .stream()
                    .anyMatch(event -> event.message().orElse("").contains(job.jobId()));
        } catch (IOException | RuntimeException notYet) {
            return false;
        }
    }
}
