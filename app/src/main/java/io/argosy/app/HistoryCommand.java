package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.views.HistoryPage;
import io.argosy.views.PastPage;
import io.argosy.views.PastSubject;
import io.argosy.views.Terminal;
import io.argosy.views.logs.LastLines;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy history`: the tasks that ended, or how something was and came to be, as far back as it is remembered.
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Shows tasks that ended, the last first: when, after how long, with which exit codes and why; or how"
                        + " a cluster, a service or a task was at a moment, what changed, who asked and why.")
final class HistoryCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofDays(7);

    @Parameters(
            paramLabel = "NAME",
            arity = "0..2",
            description =
                    "only of this task definition, or of service/NAME (all); or cluster NAME, service NAME, task ID:"
                            + " how that was")
    private List<String> words = List.of();

    @Option(names = "--at", paramLabel = "TIME", description = "how it was then, as --since (now)")
    private String at = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "as 10m, 2h, 7d or 2026-11-27T06:00:00Z (1d; of how something was, 7d before)")
    private String since = "";

    @Option(names = "--failed", description = "only those that failed")
    private boolean failed;

    @Option(names = "--started-by", paramLabel = "NAME", description = "only those that this one started")
    private String startedBy = "";

    @Option(names = "--most", paramLabel = "N", description = "at most so many (50)")
    private int most = 50;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "so many last lines of each log that the server keeps (0)")
    private int lines;

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        Instant now = Instant.now();
        if (words.size() == 2 || words.equals(List.of("cluster")) || !at.isEmpty()) {
            return past(now);
        }
        ListStoppedTasksRequest.Builder asked = asked(now);
        try (var server = options.connection()) {
            Terminal terminal = server.terminal();
            var history = new HistoryPage(
                    server.client(), new LastLines(server.client(), cluster)::of, asked, Math.max(1, most));
            if (options.json()) {
                terminal.document(history.document());
            } else {
                history.page(terminal.width(), lines, now).print(terminal);
            }
        }
        return 0;
    }

    private int past(Instant now) throws IOException, ConfigurationRefused {
        String kind = words.isEmpty() ? "cluster" : words.getFirst();
        if (!PastSubject.names(kind) || words.size() < 2 && !kind.equals("cluster")) {
            throw new IOException("say of what: cluster, cluster NAME, service NAME or task ID");
        }
        PastSubject subject = PastSubject.of(kind, words.size() < 2 ? "" : words.getLast(), cluster);
        Instant then = at.isEmpty() ? now : Parse.moment("--at", at, now);
        Instant from = since.isEmpty() ? then.minus(USUAL) : Parse.moment("--since", since, now);
        try (var server = options.connection()) {
            var page = PastPage.read(server.client(), server.feeds(), subject, from, then, Math.max(1, most));
            if (options.json()) {
                server.terminal().document(page.document());
            } else {
                page.page(server.terminal().width(), now).print(server.terminal());
            }
        }
        return 0;
    }

    private ListStoppedTasksRequest.Builder asked(Instant now) throws IOException {
        String subject = words.isEmpty() ? "" : words.getFirst();
        boolean service = subject.startsWith("service/");
        String name = subject.substring(subject.lastIndexOf('/') + 1);
        return ListStoppedTasksRequest.builder()
                .cluster(cluster)
                .serviceName(Optional.of(name).filter(_ -> service))
                .family(Optional.of(name).filter(family -> !service && !family.isEmpty()))
                .startedBy(Optional.of(startedBy).filter(who -> !who.isEmpty()))
                .failed(Optional.of(true).filter(_ -> failed))
                .since(Parse.moment("--since", since.isEmpty() ? "1d" : since, now));
    }
}
