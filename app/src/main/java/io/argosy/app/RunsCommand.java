package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.views.RunsPage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy runs`: the memory of schedules.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Shows what schedules ran, and what they missed; the newest first.")
final class RunsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SCHEDULE",
            arity = "0..1",
            description = "a schedule's name, GROUP/NAME, rule/NAME or ARN (all)")
    private String schedule = "";

    @Option(names = "--state", paramLabel = "STATE", description = "those of one state, like FAILED or MISSED")
    private String state = "";

    @Option(names = "--most", paramLabel = "N", description = "how many (50)")
    private int most = 50;

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        try (var server = options.connection()) {
            var runs = RunsPage.read(server.client(), given(schedule), given(state), most);
            if (options.json()) {
                server.terminal().document(runs.document());
            } else {
                runs.page(server.terminal().width(), Instant.now()).print(server.terminal());
            }
        }
        return 0;
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}
