package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;

/// Hundreds of small jobs with random exit codes and retries, singly and in arrays, as workflow engines submit and
/// watch them, while servers, agents and engines are killed: every job ends as its exit codes and rules demand,
/// none is lost, and none had more tasks than attempts. The hosts are the test's own.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class JobsThroughKillsTest {
    /// A thousand take a quarter of an hour on two cores.
    private static final int JOBS = Integer.getInteger("argosy.kills.jobs", 60);

    private static final int IN_AN_ARRAY = 10;

    /// Each runs as many jobs at a time as the machine has processors.
    private static final List<Integer> HOSTS = List.of(55, 56, 57);

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final int AT_PEACE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(150 + 2 * JOBS);

    @TempDir
    private Path folder;

    private WiredFleet fleet;
    private ApiClient api;
    private Kept server;
    private List<Host> hosts = List.of();
    private JobClient jobs;

    /// What each job does that has a container: singles, and children of arrays.
    private final Map<String, JobScript> scripts = new HashMap<>();

    private final Map<String, List<JobScript>> arrays = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        fleet = new WiredFleet(folder, 83, "access.create-roles=true");
        api = fleet.start();
        server = fleet.server();
        hosts = fleet.hosts();
        jobs = new JobClient(fleet.endpoint(), fleet.credentials());
        PackagedProgram.await("the queue is made", jobs::ready);
        fleet.join(api, jobs.cluster(), HOSTS);
    }

    @AfterEach
    void stop() {
        fleet.close();
        if (jobs != null) {
            jobs.close();
        }
    }

    @Test
    void everyJobEndsAsItsExitCodesAndRulesDemand() {
        jobs.define(Busybox.IMAGE);
        var over = new AtomicBoolean();
        Thread killer = Thread.ofVirtual().start(() -> killUntil(over));

        submit(new Random(20261127));
        scripts.forEach((id, script) -> {
            if (script == JobScript.CANCELLED) {
                jobs.terminate(id);
            }
        });
        Map<String, JobDetail> ended = jobs.untilAllEnded(scripts.keySet(), PATIENCE);
        over.set(true);
        join(killer);
        Map<String, JobDetail> parents = jobs.untilAllEnded(arrays.keySet(), PATIENCE);

        assertThat(ended).hasSize(JOBS);
        ended.forEach((id, job) -> scripts.getOrDefault(id, JobScript.GOOD).check(job));
        parents.forEach((id, job) -> assertThat(job.status())
                .as("%s", job)
                .isEqualTo(JobScript.statusOf(arrays.getOrDefault(id, List.of()))));
        assertThat(tasksByJob()).isEqualTo(attemptsByJob(ended.values()));
        ended.values().stream()
                .filter(job -> job.status() == JobStatus.SUCCEEDED)
                .limit(20)
                .forEach(job -> PackagedProgram.await("its log is there", () -> logged(job)));
    }

    /// Half of them singly, the other half in arrays, in turn.
    private void submit(Random chance) {
        for (int number = 0; scripts.size() < JOBS; number++) {
            int size = number % (IN_AN_ARRAY + 1) == 0 ? Math.min(IN_AN_ARRAY, JOBS - scripts.size()) : 1;
            List<JobScript> some =
                    Stream.generate(() -> JobScript.any(chance)).limit(size).toList();
            String id = jobs.submit("job-" + number, some);
            if (size == 1) {
                scripts.put(id, some.getFirst());
            } else {
                arrays.put(id, some);
                for (int index = 0; index < size; index++) {
                    scripts.put(id + ":" + index, some.get(index));
                }
            }
        }
    }

    /// Once at least, and as long as there are jobs; each time on other hosts.
    private void killUntil(AtomicBoolean over) {
        int round = 0;
        do {
            killAll(hosts.get(round % hosts.size()), hosts.get((round + 1) % hosts.size()));
            for (int i = 0; i < AT_PEACE && !over.get(); i++) {
                PackagedProgram.pause(BETWEEN);
            }
            round++;
        } while (!over.get());
    }

    private void killAll(Host one, Host other) {
        PackagedProgram.pause(BETWEEN);
        server.kill();
        PackagedProgram.pause(BETWEEN);
        server.start();
        PackagedProgram.pause(BETWEEN);
        one.stopAgent(true);
        one.startAgent();
        PackagedProgram.pause(BETWEEN);
        other.stopEngine(true);
        other.startEngine();
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
