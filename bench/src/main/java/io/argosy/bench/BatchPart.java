package io.argosy.bench;

import io.argosy.wire.ApiClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Jobs through the packaged server: how fast they are taken, how fast they are dispatched from the first to the
/// last, how much of the heap one takes that waits, and how fast real containers come and go.
final class BatchPart {
    private static final int ARRAYS = 10;
    private static final int TENTHS = 10;
    private static final int AGENTS = 40;
    private static final int REPORTS = 16;
    private static final int CONTAINERS = 100;
    private static final int ROUNDS = 3;

    private final Page page;
    private final Program program;
    private final BatchJobs jobs;
    private final int count;

    BatchPart(Page page, Program program, int count) throws IOException {
        this.page = page;
        this.program = program;
        this.count = count;
        this.jobs = new BatchJobs(program.uri(), program.identity());
    }

    void measure() throws IOException {
        String cluster = jobs.prepare("simulated", TaskStarts.IMAGE);
        jobs.singly("simulated", count / TENTHS);
        long before = LiveHeap.bytes(program.pid(0));
        double singly = jobs.singly("simulated", count);
        long waiting = LiveHeap.bytes(program.pid(0)) - before;
        double arrays = jobs.arrays("simulated", ARRAYS, count / ARRAYS);
        page.add("""

                ## Jobs in queues

                AWS Batch over the packaged server; clients and server share the cores. %,d jobs by `SubmitJob`, one by
                one over eight connections, each answered when it is on disk: four shares with weights, three
                priorities, each tenth job behind another. Then as many as ten arrays. What a waiting job takes of the
                heap is from the objects that live before and after.

                | singly, jobs/s | as arrays, seconds | bytes a waiting job |
                |---|---|---|
                | %,.0f | %.2f | %,d |""", count, count / singly, arrays, waiting / count);
        dispatched(cluster);
        containers();
    }

    private void dispatched(String cluster) throws IOException {
        int all = 2 * count;
        var ended = new AtomicInteger();
        var tenths = new AtomicLongArray(TENTHS);
        long began = System.nanoTime();
        try (var outbound = new Outbound(Duration.ofSeconds(10))) {
            List<SimulatedAgent> agents = agents(outbound, cluster, () -> {
                int number = ended.incrementAndGet();
                if (number % (all / TENTHS) == 0 && number <= all) {
                    tenths.set(number / (all / TENTHS) - 1, System.nanoTime());
                }
            });
            while (ended.get() < all) {
                Program.pause(50);
            }
            agents.clear();
        }
        page.add(
                """

                The same jobs on %d simulated agents of 62 vCPUs, which report each task's end over the wire as soon as
                they are told of it, from the first to the last.

                | jobs | jobs/s | first tenth, jobs/s | last tenth, jobs/s |
                |---|---|---|---|
                | %,d | %,.0f | %,.0f | %,.0f |""",
                AGENTS,
                all,
                all / seconds(began, tenths.get(TENTHS - 1)),
                all / TENTHS / seconds(began, tenths.get(0)),
                all / TENTHS / seconds(tenths.get(TENTHS - 2), tenths.get(TENTHS - 1)));
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private List<SimulatedAgent> agents(Outbound outbound, String cluster, Runnable ended) throws IOException {
        var token = new Secret(program.joinToken(cluster, AGENTS));
        var reports = new Semaphore(REPORTS);
        var script = new SimulatedAgent.Script("AWSBatch-simulated", Duration.ZERO, 0, ended);
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            var key = new JoinClient(outbound, program.uri())
                    .join(token, UUID.randomUUID().toString().replace("-", ""));
            var agent = new SimulatedAgent(
                    new ApiClient(outbound, program.uri(), key, InstantSource.system()), cluster, script, reports);
            agent.join(i);
            agents.add(agent);
        }
        return agents;
    }

    private void containers() throws IOException {
        String cluster = jobs.prepare("real", TaskStarts.IMAGE);
        program.startAgent(cluster);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        array(10);
        for (int i = 0; i < ROUNDS; i++) {
            theirs[i] = Containers.run(CONTAINERS);
            ours[i] = array(CONTAINERS);
        }
        double perSecond = CONTAINERS / Summary.of(ours).median();
        double limit = CONTAINERS / Summary.of(theirs).median();
        page.add("""

                %d containers that run `true`, as an array of jobs until all have SUCCEEDED, and by %d `docker run` at a
                time on the same engine, in turn; medians of %d rounds.

                | jobs/s | docker run, containers/s | ratio |
                |---|---|---|
                | %.1f | %.1f | %.2f |""", CONTAINERS, Containers.AT_ONCE, ROUNDS, perSecond, limit, perSecond / limit);
    }

    private double array(int size) throws IOException {
        try (Wire wire = jobs.wire()) {
            long began = System.nanoTime();
            String id = BatchJobs.array(wire, "real-fifo", "real", size);
            Program.until(() ->
                    wire.post("/v1/describejobs", "{\"jobs\":[\"" + id + "\"]}").contains("\"status\":\"SUCCEEDED\""));
            return (System.nanoTime() - began) / 1e9;
        }
    }
}
