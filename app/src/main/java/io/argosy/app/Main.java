package io.argosy.app;

import io.argosy.agent.session.AgentVersion;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.wire.LoggedText;
import io.argosy.wire.WorldFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The program: one command, its subcommands, and how their failures are told.
public final class Main {
    /// All but the server's, which is described by hand, as this one is.
    private static final List<Class<?>> COMMANDS = List.of(
            AgentCommand.class,
            TokenCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            PlanCommand.class,
            DiffCommand.class,
            LogsCommand.class,
            HistoryCommand.class,
            EventsCommand.class,
            TopCommand.class,
            RunsCommand.class,
            InitCommand.class,
            BuildCommand.class,
            DeployCommand.class,
            RollbackCommand.class,
            RevisionsCommand.class,
            PipelineCommand.class,
            ComposeCommand.class,
            KeyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            UpCommand.class,
            DownCommand.class,
            HostsCommand.class,
            RehearseCommand.class,
            PagesCommand.class);
    private static final int REFUSED = 2;
    private static final int WIDEST = 2_000;

    private Main() {}

    public static void main(String[] arguments) {
        LogLevel.apply(arguments);
        LogOutlet.install();
        UncaughtErrors.end();
        System.exit(commandLine(arguments).execute(arguments));
    }

    /// With the command that the first word asks for, as looking at the options of all takes a start's time; with all
    /// of them if it asks for none.
    static CommandLine commandLine(String... arguments) {
        String first = arguments.length > 0 ? arguments[0] : "";
        if (first.equals(ServerCommand.NAME)) {
            return commandLine(List.of(ServerCommand.described()));
        }
        return commandLine(COMMANDS.stream()
                .filter(type -> type.getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .<List<?>>map(List::of)
                .orElseGet(() -> Stream.concat(Stream.of(ServerCommand.described()), COMMANDS.stream())
                        .toList()));
    }

    private static CommandLine commandLine(List<?> commands) {
        CommandSpec argosy = StandardOptions.addTo(CommandSpec.create().name("argosy"));
        argosy.usageMessage()
                .description("Runs fleets of containers on your own machines, behind the APIs of Amazon ECS and ECR.");
        var program = new CommandLine(argosy);
        commands.forEach(program::addSubcommand);
        return versioned(program)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, _) -> {
                    switch (failure) {
                        case ConfigurationRefused refused -> tell(line, String.valueOf(refused.getMessage()));
                        case IOException world -> tell(line, WorldFailure.words(world));
                        case UncheckedIOException world ->
                            tell(line, WorldFailure.words(Objects.requireNonNull(world.getCause())));
                        default -> throw failure;
                    }
                    return failure instanceof ConfigurationRefused ? REFUSED : 1;
                });
    }

    /// Every command says the same version; the launcher answers for it and adds the commit.
    private static CommandLine versioned(CommandLine line) {
        line.getCommandSpec().version("argosy " + AgentVersion.VERSION);
        line.getSubcommands().values().forEach(Main::versioned);
        return line;
    }

    private static void tell(CommandLine line, String problem) {
        problem.lines().forEach(text -> line.getErr().println("argosy: " + LoggedText.of(text, WIDEST)));
        line.getErr().flush();
    }
}
