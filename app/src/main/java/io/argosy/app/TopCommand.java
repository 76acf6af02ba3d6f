package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.views.ClusterReader;
import io.argosy.views.Screen;
import io.argosy.views.Terminal;
import io.argosy.views.TopPage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy top`: what is used, live. One request makes a frame.
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = "Shows what instances, services and tasks use, every two seconds; q ends it.")
final class TopCommand implements Callable<Integer> {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int ANY = 10_000;

    @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "the cluster (default)")
    private String cluster = "default";

    @Option(names = "--once", description = "one frame, as where nobody watches")
    private boolean once;

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        try (var server = options.connection()) {
            Terminal terminal = server.terminal();
            var top = new TopPage(new ClusterReader(server.client(), cluster));
            if (options.json()) {
                terminal.document(top.document());
            } else if (once || !terminal.watched()) {
                top.frame(ANY, terminal.width(), Instant.now()).print(terminal);
            } else {
                watch(top, terminal);
            }
        }
        return 0;
    }

    private static void watch(TopPage top, Terminal terminal) throws IOException, InterruptedException {
        try (var screen = Screen.take()) {
            do {
                int[] size = screen.size();
                var frame = top.frame(size[0] - 1, size[1], Instant.now());
                terminal.clear();
                frame.print(terminal);
            } while (!screen.quitWithin(PERIOD));
        }
    }
}
