package io.argosy.logs.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes events. What has come while it waited for the disk it writes in one round, and forces all
/// of it once: many calls share that.
final class LogWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
    private static final int ROUND = 1_024;
    private static final int WAITING = 4_096;
    private static final long PATIENCE_SECONDS = 10;
    private static final long IDLE_SECONDS = 10;

    /// Nothing among them only wakes the writer, so that it sees that it ends.
    private final BlockingQueue<Optional<Request>> queue = new ArrayBlockingQueue<>(WAITING);
    private final OpenGroups open;
    private final Thread thread;
    private volatile boolean ends;

    LogWriter(FreeSpace space) {
        open = new OpenGroups(space);
        thread = Thread.ofPlatform().name("logs-writer").daemon(true).start(this::run);
    }

    /// Has it done, and returns when it is durable.
    Work.Outcome write(GroupLog group, Work work) throws IOException {
        var request = new Request(group, work);
        try {
            if (ends || !queue.offer(Optional.of(request), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(ends ? "the server stops" : "too much waits for the disk");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stop);
        }
        return request.await();
    }

    private void run() {
        List<Optional<Request>> round = new ArrayList<>(ROUND);
        try {
            while (!ends || !queue.isEmpty()) {
                Optional<Request> first = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
                if (first == null) {
                    open.closeIdle();
                    continue;
                }
                round.add(first);
                queue.drainTo(round, ROUND - 1);
                carryOut(round.stream().flatMap(Optional::stream).toList());
                round.clear();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        open.close();
    }

    private void carryOut(List<Request> round) {
        Map<GroupLog, List<Request>> byGroup = new LinkedHashMap<>();
        round.forEach(request ->
                byGroup.computeIfAbsent(request.group(), _ -> new ArrayList<>()).add(request));
        byGroup.forEach((group, requests) -> attempt(group, requests, files -> write(files, requests)));
        byGroup.forEach((group, requests) -> attempt(group, requests, GroupFiles::commit));
        round.forEach(LogWriter::tell);
        round.forEach(Request::ends);
        open.closeSurplus();
    }

    private interface Step {
        void on(GroupFiles files) throws IOException;
    }

    private void attempt(GroupLog group, List<Request> requests, Step step) {
        if (requests.getFirst().failed()) {
            return;
        }
        try {
            step.on(open.of(group));
        } catch (IOException | RuntimeException failure) {
            log.error("group={} events={} not written", group.folder(), requests.size(), failure);
            var why = failure instanceof IOException world ? world : new IOException("internal error", failure);
            requests.forEach(request -> request.fails(why));
            open.takeBack(group);
        }
    }

    private void write(GroupFiles files, List<Request> requests) throws IOException {
        for (Request request : requests) {
            request.comesTo(files.write(request.work()));
        }
    }

    /// What followers do wrong is no reason to stop writing.
    private static void tell(Request request) {
        if (request.failed() || !(request.work() instanceof Work.Append append)) {
            return;
        }
        try {
            append.told()
                    .accept(new StoredBlock(
                            request.group(), append.stream(), append.block().array()));
        } catch (RuntimeException bug) {
            log.error("group={} a follower failed", request.group().id(), bug);
        }
    }

    /// Carries out what it was asked for before, and ends.
    @Override
    public void close() {
        ends = true;
        try {
            queue.offer(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS);
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
