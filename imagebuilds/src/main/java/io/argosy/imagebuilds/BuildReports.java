package io.argosy.imagebuilds;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ReportBuildRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the server how far a build is and what it says, some lines at a time; what is said while the server is away
/// waits, up to a bound. A build that the server does not want any more is ended.
final class BuildReports implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BuildReports.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;
    private static final int WAITING = 10_000;
    private static final int LINE = 4_000;

    private final ImageBuilds.Means means;
    private final Assignment build;
    private final Runnable unwanted;
    private final Thread thread;
    private final List<String> waiting = new ArrayList<>();
    private final StringBuilder begun = new StringBuilder();
    private int sent;
    private String phase = "";

    BuildReports(ImageBuilds.Means means, Assignment build, Runnable unwanted) {
        this.means = means;
        this.build = build;
        this.unwanted = unwanted;
        this.thread = Thread.ofVirtual().name("report-" + build.id()).start(this::run);
    }

    synchronized void phase(String now) {
        phase = now;
        line("argosy: " + now.toLowerCase(Locale.ROOT));
    }

    /// A piece of what the engine says, which need not end with a line.
    synchronized void say(String piece) {
        begun.append(piece);
        int start = 0;
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", start)) {
            line(begun.substring(start, end).stripTrailing());
            start = end + 1;
        }
        begun.delete(0, start);
        if (begun.length() > LINE) {
            line(begun.toString());
            begun.setLength(0);
        }
    }

    private void line(String text) {
        if (waiting.size() < WAITING) {
            waiting.add(text.substring(0, Math.min(LINE, text.length())));
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(EVERY);
                try {
                    send();
                } catch (IOException | ApiException away) {
                    log.debug("build={} not reported: {}", build.id(), away.getMessage());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is new since the last time.
    private void send() throws IOException {
        String now;
        List<String> lines;
        synchronized (this) {
            now = phase;
            lines = List.copyOf(waiting.subList(0, Math.min(AT_ONCE, waiting.size())));
        }
        if (lines.isEmpty()) {
            return;
        }
        boolean wanted = report(request(lines).phase(now).build());
        synchronized (this) {
            waiting.subList(0, lines.size()).clear();
            sent += lines.size();
        }
        if (!wanted) {
            unwanted.run();
        }
    }

    private ReportBuildRequest.Builder request(List<String> lines) {
        return ReportBuildRequest.builder()
                .cluster(means.cluster())
                .containerInstance(means.instance())
                .buildId(build.id())
                .attempt(build.attempt())
                .firstLine(sent)
                .lines(lines);
    }

    private boolean report(ReportBuildRequest request) throws IOException {
        return means.api().call(Argosy.REPORT_BUILD, request).wanted().orElse(false);
    }

    void succeeded(String digest) throws InterruptedException {
        end(Optional.of(digest), "SUCCEEDED", "");
    }

    void failed(String reason) throws InterruptedException {
        end(Optional.empty(), "FAILED", reason);
    }

    /// Says how it ended until the server has heard it, or has given it to another long ago.
    private void end(Optional<String> digest, String outcome, String reason) throws InterruptedException {
        close();
        thread.join();
        synchronized (this) {
            if (!begun.isEmpty()) {
                line(begun.toString());
            }
        }
        long limit = System.nanoTime() + LONGEST.toNanos();
        Duration pause = EVERY;
        while (System.nanoTime() < limit) {
            try {
                while (!waiting.isEmpty()) {
                    send();
                }
                report(request(List.of())
                        .outcome(outcome)
                        .reason(reason)
                        .imageDigest(digest)
                        .build());
                log.info("build={} outcome={} {}", build.id(), outcome, reason);
                return;
            } catch (ApiException refused) {
                log.warn("build={} its end was refused: {}", build.id(), refused.getMessage());
                return;
            } catch (IOException away) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        log.warn("build={} the server was not there to hear of its end", build.id());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
