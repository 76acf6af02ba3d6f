package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.compose.ComposeFile;
import io.argosy.compose.Converted;
import io.argosy.shapes.json.JsonText;
import io.argosy.shipping.ComposeUp;
import io.argosy.shipping.Telling;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy compose`: what a `compose.yaml` comes to in ECS, shown or brought about.
@Command(
        name = "compose",
        mixinStandardHelpOptions = true,
        description = "Makes task definitions and services of a compose file.",
        subcommands = {ComposeCommand.Up.class, ComposeCommand.Export.class})
final class ComposeCommand {
    private ComposeCommand() {}

    /// Which file, and for which region.
    static final class FileOptions {
        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "a compose file, or a folder with a compose.yaml (.)")
        private Path file = Path.of(".");

        @Option(names = "--region", paramLabel = "REGION", description = "where logs are (AWS_REGION, or local-1)")
        private String region = System.getenv().getOrDefault("AWS_REGION", "local-1");

        Converted converted() throws IOException {
            return ComposeFile.read(ComposeFile.find(file), System.getenv(), region);
        }
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description = "Builds, registers and brings the services to it; one that fails goes back to what it had.")
    static final class Up implements Callable<Integer> {
        @Mixin
        private FileOptions file = new FileOptions();

        @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
        private String cluster = "default";

        @Mixin
        private ShippingOptions options = new ShippingOptions();

        @Override
        public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
            Converted converted = file.converted();
            try (var server = options.view().connection()) {
                var telling = new Telling(server.terminal(), options.view().json());
                return new ComposeUp(server.client(), telling, cluster).bring(converted, options.patience()) ? 0 : 1;
            }
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the task definitions and services as ECS's JSON, without the values of secrets.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private FileOptions file = new FileOptions();

        @Override
        public Integer call() throws IOException, ConfigurationRefused {
            Converted converted = file.converted();
            Terminal terminal = FleetCommands.here().terminal();
            converted.notes().forEach(terminal::note);
            terminal.document(JsonText.pretty(converted.document()));
            return 0;
        }
    }
}
