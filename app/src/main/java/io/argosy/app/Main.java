package io.argosy.app;

import io.argosy.agent.session.AgentVersion;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.wire.LoggedText;
import io.argosy.wire.WorldFailure;
import io.argosy.wire.tls.KeyPairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: one command, its subcommands, and how their failures are told.
@Command(
        name = "argosy",
        mixinStandardHelpOptions = true,
        description = "Runs fleets of containers on your own machines, behind the APIs of Amazon ECS and ECR.")
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
            ServerCommand.class,
            AgentCommand.class,
            TokenCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            LogsCommand.class,
            HistoryCommand.class,
            TopCommand.class,
            RunsCommand.class,
            InitCommand.class,
            BuildCommand.class,
            DeployCommand.class,
            RollbackCommand.class,
            RevisionsCommand.class,
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
        if (arguments.length > 0 && arguments[0].equals("server")) {
            KeyPairs.prepare();
        }
        LogLevel.apply(arguments);
        LogOutlet.install();
        UncaughtErrors.end();
        System.exit(commandLine(asked(arguments)).execute(arguments));
    }

    /// The command that is asked for by the first word, as looking at the options of all takes a start's time; all if
    /// that is none of them.
    private static List<Class<?>> asked(String[] arguments) {
        return COMMANDS.stream()
                .filter(type -> arguments.length > 0
                        && type.getAnnotation(Command.class).name().equals(arguments[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        var program = new CommandLine(new Main());
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
