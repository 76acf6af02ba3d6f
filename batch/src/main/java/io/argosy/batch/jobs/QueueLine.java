package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.FairShare;
import io.argosy.batch.scheduling.ShareUse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// The jobs of a queue that wait for room, in the order in which they are to be served, as if each got it
/// (batch-semantics 5.1, 5.3). What must wait for something else than room is passed over.
final class QueueLine {
    /// How many that wait for something else are passed over at a time.
    private static final int MOST_PASSED = 1000;

    private final JobsState state;
    private final Map<String, ShareLine> lines = new HashMap<>();
    private final PriorityQueue<FairShare.Candidate> shares = new PriorityQueue<>();
    private final Predicate<JobRun> possible;
    private int passed;

    private QueueLine(JobsState state, Predicate<JobRun> possible) {
        this.state = state;
        this.possible = possible;
    }

    static QueueLine of(
            JobsState state, String queue, Optional<FairShare> rule, Instant now, Predicate<JobRun> possible) {
        var line = new QueueLine(state, possible);
        if (rule.isEmpty()) {
            line.add(new Lane(queue, "", 0), 1, ShareUse.none(now));
        } else {
            List<ShareOfQueue> shares = state.sharesOf(queue).toList();
            shares.forEach(share -> line.add(
                    new Lane(queue, share.name(), 0),
                    rule.get().weight(share.name()),
                    share.use().at(now, rule.get().window())));
        }
        return line;
    }

    private void add(Lane lane, double weight, ShareUse use) {
        var line = new ShareLine(state, lane);
        lines.put(lane.share(), line);
        head(line)
                .ifPresent(head -> shares.add(new FairShare.Candidate(
                        lane.share(), weight, use, head.order().cpu(), head.id().key())));
    }

    /// The first of a share that waits for room only.
    private Optional<JobRun> head(ShareLine line) {
        Optional<JobRun> head = line.peek().flatMap(state::run);
        while (head.isPresent() && !possible.test(head.get()) && passed < MOST_PASSED) {
            passed++;
            line.next();
            head = line.peek().flatMap(state::run);
        }
        return head.filter(possible);
    }

    Optional<JobRun> next() {
        FairShare.Candidate share = shares.poll();
        if (share == null) {
            return Optional.empty();
        }
        ShareLine line = lines.get(share.share());
        Optional<JobRun> next = line == null ? Optional.empty() : line.next().flatMap(state::run);
        if (line != null) {
            head(line)
                    .ifPresent(head -> shares.add(
                            share.followed(head.order().cpu(), head.id().key())));
        }
        return next;
    }
}
