package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.views.HistoryPage;
import io.argosy.views.Terminal;
import io.argosy.views.logs.LastLines;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy history`: the tasks that ended, as far back as they are remembered.
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows tasks that ended, the last first: when, after how long, with which exit codes and why.")
final class HistoryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FAMILY",
            arity = "0..1",
            description = "only of this task definition, or of service/NAME (all)")
    private String subject = "";

    @Option(names = "--since", paramLabel = "TIME", description = "as 10m, 2h, 7d or 2026-11-27T06:00:00Z (1d)")
    private String since = "1d";

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

    private ListStoppedTasksRequest.Builder asked(Instant now) throws IOException {
        boolean service = subject.startsWith("service/");
        String name = subject.substring(subject.lastIndexOf('/') + 1);
        return ListStoppedTasksRequest.builder()
                .cluster(cluster)
                .serviceName(Optional.of(name).filter(_ -> service))
                .family(Optional.of(name).filter(family -> !service && !family.isEmpty()))
                .startedBy(Optional.of(startedBy).filter(who -> !who.isEmpty()))
                .failed(Optional.of(true).filter(_ -> failed))
                .since(Parse.moment("--since", since, now));
    }
}
