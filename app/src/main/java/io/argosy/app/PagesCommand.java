package io.argosy.app;

import io.argosy.app.pages.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/// `argosy pages DIR`: what a package says of the commands that it has where it is installed: the manual page, the
/// words that a shell completes, and what `help` shows.
@Command(name = "pages", hidden = true, description = "Writes the manual page and the completion of a package.")
final class PagesCommand implements Callable<Integer> {
    /// These need the sources.
    private static final List<String> OF_A_CHECKOUT = List.of("up", "down");

    @Parameters(paramLabel = "DIR", description = "an empty folder")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        CommandLine installed = installed();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("argosy.1"), ManualPage.of(installed));
        Files.writeString(folder.resolve("usage.txt"), installed.getUsageMessage(Ansi.OFF));
        for (String launchers : List.of("join", "leave")) {
            Files.writeString(
                    folder.resolve(launchers + ".txt"),
                    Objects.requireNonNull(installed.getSubcommands().get(launchers))
                            .getUsageMessage(Ansi.OFF));
        }
        for (String hidden : List.of("rehearse", "pages")) {
            installed.getCommandSpec().removeSubcommand(hidden);
        }
        Files.writeString(folder.resolve("argosy.bash"), AutoComplete.bash("argosy", installed));
        return 0;
    }

    static CommandLine installed() {
        CommandLine line = Main.commandLine();
        OF_A_CHECKOUT.forEach(line.getCommandSpec()::removeSubcommand);
        line.addSubcommand("join", join());
        line.addSubcommand("leave", leave());
        line.addSubcommand("version", ofTheLauncher("Says which Argosy this is."));
        line.addSubcommand("help", ofTheLauncher("Shows this, or the options of a command."));
        return line;
    }

    /// These are shell: `launcher/join.sh`.
    private static CommandSpec join() {
        return ofTheLauncher("Makes this host a container instance: Docker if it is missing, the agent, its settings."
                        + " Every option of an agent may follow, too. It may be repeated.")
                .addOption(OptionSpec.builder("--endpoint")
                        .paramLabel("URL")
                        .required(true)
                        .type(String.class)
                        .description("the server")
                        .build())
                .addOption(OptionSpec.builder("--token-file")
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("the join token, for the first time")
                        .build());
    }

    private static CommandSpec leave() {
        return ofTheLauncher(
                        "Takes this host out of its cluster: its tasks end here, its settings and data are removed.")
                .addOption(OptionSpec.builder("--keep-data")
                        .description("keeps what the agent remembers")
                        .build());
    }

    private static CommandSpec ofTheLauncher(String description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description);
        return spec;
    }
}
