package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Log events through the packaged server: how many it takes while somebody follows, how soon they are seen, and how
/// long a search takes.
final class LogsPart {
    private static final int STREAMS = 100;
    private static final int LINES_A_SECOND = 50_000;
    private static final Duration PACED = Duration.ofSeconds(20);
    private static final Duration FAST = Duration.ofSeconds(5);
    private static final long SEARCHED = 1L << 30;

    private final Page page;
    private final Program program;
    private final Path folder;

    LogsPart(Page page, Program program, Path folder) {
        this.page = page;
        this.program = program;
        this.folder = folder;
    }

    void measure() throws IOException {
        var load = new LogLoad(program.uri(), program.identity(), STREAMS);
        load.prepare();
        load.paced(LINES_A_SECOND, Duration.ofSeconds(5));
        intake(load);
        search(load);
    }

    private void intake(LogLoad load) throws IOException {
        double memoryBefore = program.residentMib(0);
        Duration cpuBefore = cpu();
        LogLoad.Result paced;
        Summary delay;
        try (var tail = TailDelay.start(program.uri(), program.identity())) {
            paced = load.paced(LINES_A_SECOND, PACED);
            delay = tail.delays();
        }
        double cores = (cpu().toMillis() - cpuBefore.toMillis()) / (double) PACED.toMillis();
        double memoryAfter = program.residentMib(0);
        LogLoad.Result fast = load.asFastAsItGoes(FAST);
        double alone = new LinesAlone(folder.resolve("alone")).perSecond(FAST);
        page.add(
                """

                ## Log events

                Lines of %d bytes into %d streams of one group by `PutLogEvents`, each call signed and answered when its
                lines are on disk; clients and server share the cores. First %,d lines/s, as agents send them: a call
                each 200 ms for each stream. Somebody follows one more stream by `StartLiveTail`; the delay is from a
                line's time stamp to its arrival. Then calls of 1,000 lines as fast as answers come, beside SQLite alone
                with the same lines as rows, a thousand a transaction, by one writer.

                | lines/s wanted | taken | call p50, ms | p99 | tail delay p50, ms | p99 | cores | MiB before, after |
                |---|---|---|---|---|---|---|---|
                | %,d | %,.0f | %.1f | %.1f | %.0f | %.0f | %.2f | %.0f, %.0f |

                | as fast as it goes, lines/s | SQLite alone, lines/s | ratio |
                |---|---|---|
                | %,.0f | %,.0f | %.2f |""",
                LogLoad.LINE,
                STREAMS,
                LINES_A_SECOND,
                LINES_A_SECOND,
                paced.perSecond(),
                paced.latency().median(),
                paced.latency().percentile(99),
                delay.median(),
                delay.percentile(99),
                cores,
                memoryBefore,
                memoryAfter,
                fast.perSecond(),
                alone,
                fast.perSecond() / alone);
    }

    private Duration cpu() {
        return ProcessHandle.of(program.pid(0))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private void search(LogLoad load) throws IOException {
        while (stored() < SEARCHED) {
            load.asFastAsItGoes(Duration.ofSeconds(2));
        }
        page.add("""

                `FilterLogEvents` over %,d MiB of them, all pages, beside `grep -F` over the same files; medians of
                three, in seconds.

                | pattern | matches | seconds | MiB/s | grep, seconds | ratio |
                |---|---|---|---|---|---|""", stored() >> 20);
        for (String pattern : List.of("needle", "needle -hay", "{ $.level = \"needle\" }", "%need[l]e%")) {
            row(load, pattern);
        }
    }

    private void row(LogLoad load, String pattern) throws IOException {
        double[] ours = new double[3];
        double[] grep = new double[3];
        int matches = 0;
        for (int i = 0; i < ours.length; i++) {
            long began = System.nanoTime();
            matches = load.search(pattern);
            ours[i] = (System.nanoTime() - began) / 1e9;
            grep[i] = grep();
        }
        double seconds = Summary.of(ours).median();
        double limit = Summary.of(grep).median();
        page.add(
                "| `%s` | %,d | %.2f | %,.0f | %.2f | %.2f |",
                pattern.replace("|", "\\|"), matches, seconds, (stored() >> 20) / seconds, limit, seconds / limit);
    }

    private double grep() throws IOException {
        long began = System.nanoTime();
        try {
            new ProcessBuilder("grep", "-rcaF", "needle", logs().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Path logs() {
        return folder.resolve("server").resolve("logs");
    }

    private long stored() throws IOException {
        try (Stream<Path> files = Files.walk(logs())) {
            return files.filter(Files::isRegularFile).mapToLong(LogsPart::size).sum();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
