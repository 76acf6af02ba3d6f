package io.argosy.app.fleet;

import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeJobsRequest;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.shapes.batch.JobSummary;
import io.argosy.shapes.batch.KeyValuesPair;
import io.argosy.shapes.batch.ListJobsRequest;
import io.argosy.views.RunsPage;
import io.argosy.views.Terminal;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The nightly pipeline beside the shop: deployed by a script with the stock tools, as a user would, and then watched
/// until its first runs are over and the hosts that were made for them are gone.
final class PipelineSample {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 100;
    private static final int ORDERS = 40;

    /// Of the first run of each version: extract, eight shards, load, report.
    private static final int JOBS = 2 * 11;

    private final FleetPaths home;
    private final ApiClient client;
    private final Api api;
    private final Machines machines;
    private final Terminal terminal;

    PipelineSample(FleetPaths home, ApiClient client, Machines machines, Terminal terminal) {
        this.home = home;
        this.client = client;
        this.api = new Api(client);
        this.machines = machines;
        this.terminal = terminal;
    }

    void bring() throws IOException, InterruptedException {
        Path deploy = home.samples().resolve("etl").resolve("deploy");
        terminal.step("");
        terminal.step("The pipeline, in two versions, and a schedule for each");
        terminal.command(deploy.toString());
        order();
        Instant begin = Instant.now();
        new Command(home.program(), home.deployer().resolve("build.log"), machines.engine())
                .run(List.of(
                        "sh",
                        "-c",
                        ". \"$0\" && exec \"$1\"",
                        home.data().resolve("env").toString(),
                        deploy.toString()));
        follow(begin);
        terminal.step("");
        terminal.step("What came of the runs");
        terminal.command("./argosy runs");
        RunsPage.read(client, Optional.empty(), Optional.empty(), MOST_AT_ONCE)
                .page(terminal.width(), Instant.now())
                .print(terminal);
        terminal.step("");
        terminal.step("  What else to look at:  samples/etl/README.md");
        terminal.step("  What they wrote:       aws logs tail /aws/batch/job");
    }

    /// Something to report on.
    private void order() throws IOException {
        Optional<URI> page = machines.page(api);
        for (int i = 0; page.isPresent() && i < ORDERS; i++) {
            var connection =
                    (HttpURLConnection) page.get().resolve("api/orders").toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            String order = "item=" + List.of("Tea", "Coffee", "Cocoa").get(i % 3) + "&quantity=" + (1 + i % 4);
            try (var out = connection.getOutputStream()) {
                out.write(order.getBytes(StandardCharsets.US_ASCII));
            }
            connection.getResponseCode();
            connection.disconnect();
        }
    }

    private void follow(Instant begin) throws IOException, InterruptedException {
        long own = api.instances().stream()
                .filter(instance -> instance.capacityProviderName().isEmpty())
                .count();
        terminal.step("The queue and its hosts, a run each minute (Ctrl-C ends the watching, not the runs)");
        boolean over = Probe.await(PATIENCE, BETWEEN, () -> {
            Progress now = progress(begin);
            terminal.live(now.text());
            return now.ended() >= JOBS && now.left() == 0 && now.hosts() == own;
        });
        if (!over) {
            terminal.step("Not all of this was over within " + PATIENCE.toMinutes() + " minutes; it goes on");
        }
    }

    private record Progress(int hosts, int waiting, int running, int ended) {
        int left() {
            return waiting + running;
        }

        String text() {
            return "hosts %d   jobs: %2d waiting, %2d running, %2d ended".formatted(hosts, waiting, running, ended);
        }
    }

    private Progress progress(Instant begin) throws IOException {
        Map<String, Integer> jobs = new TreeMap<>();
        for (JobDetail job : since(begin)) {
            job.arrayProperties()
                    .flatMap(array -> array.statusSummary())
                    .orElse(Map.of(job.status(), 1))
                    .forEach((status, count) -> jobs.merge(status, count, Integer::sum));
        }
        return new Progress(
                api.instances().size(),
                sum(jobs, "SUBMITTED", "PENDING", "RUNNABLE"),
                sum(jobs, "STARTING", "RUNNING"),
                sum(jobs, "SUCCEEDED", "FAILED"));
    }

    private static int sum(Map<String, Integer> jobs, String... statuses) {
        return List.of(statuses).stream()
                .mapToInt(status -> jobs.getOrDefault(status, 0))
                .sum();
    }

    private List<JobDetail> since(Instant begin) throws IOException {
        List<String> ids = api
                .call(
                        Batch.LIST_JOBS,
                        ListJobsRequest.builder()
                                .jobQueue("etl")
                                .filters(List.of(KeyValuesPair.builder()
                                        .name("AFTER_CREATED_AT")
                                        .values(List.of(String.valueOf(begin.toEpochMilli())))
                                        .build()))
                                .maxResults(MOST_AT_ONCE)
                                .build())
                .jobSummaryList()
                .stream()
                .map(JobSummary::jobId)
                .toList();
        return ids.isEmpty()
                ? List.of()
                : api.call(
                                Batch.DESCRIBE_JOBS,
                                DescribeJobsRequest.builder().jobs(ids).build())
                        .jobs()
                        .orElse(List.of());
    }
}
