package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.views.events.EventPrinter;
import io.argosy.views.events.EventsView;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `argosy events`: what happened, and what happens.
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Shows what happened to tasks, instances, services, images and jobs, the newest last.")
final class EventsCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--follow"},
            description = "goes on with what happens until interrupted, over restarts of the server")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "as 10m, 2h or 2026-11-27T06:00:00Z (1h; from now on with --follow)")
    private String since = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "only of this cluster (all)")
    private String cluster = "";

    @Option(names = "--service", paramLabel = "SERVICE", description = "only of this service (all)")
    private String service = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "only task, instance, service, deployment, image or job, or a detail-type (all)")
    private String kind = "";

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("cluster", cluster);
        asked.put("service", service);
        asked.put("kind", kind);
        asked.put("since", from(Instant.now()));
        asked.put("follow", String.valueOf(follow));
        try (var server = options.connection()) {
            var view = new EventsView(server.feeds(), new EventPrinter(server.terminal(), options.json()), asked);
            if (follow) {
                view.follow();
            } else {
                view.show();
            }
        }
        return 0;
    }

    private String from(Instant now) throws IOException {
        if (since.isEmpty()) {
            return follow ? "" : Parse.moment("--since", "1h", now).toString();
        }
        return Parse.moment("--since", since, now).toString();
    }
}
