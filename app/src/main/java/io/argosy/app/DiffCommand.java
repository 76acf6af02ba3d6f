package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Comparison;
import io.argosy.shipping.Telling;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy diff`: what is different between two task definitions.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Shows what is different between two task definitions, field by field, images by digest.")
final class DiffCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DEFINITION",
            arity = "1..2",
            description =
                    "a revision, like web:7, or its family; service/NAME: what that runs; a file; a folder with an"
                            + " argosy.toml. A file or folder alone is compared with what it would take the place of.")
    private List<String> words = List.of();

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        try (var server = options.connection()) {
            var telling = new Telling(server.terminal(), options.json());
            new Comparison(server.client(), telling, cluster).show(words);
        }
        return 0;
    }
}
