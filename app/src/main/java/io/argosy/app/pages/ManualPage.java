package io.argosy.app.pages;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page, in the language of `man`.
public final class ManualPage {
    private static final String REST = """
            .SH FILES
            .TP
            .I /etc/argosy/argosy.toml
            The settings of a server.
            .TP
            .I /etc/argosy/agent.env
            ARGOSY_AGENT_FLAGS, the flags of the agent that systemd starts.
            .TP
            .I /var/lib/argosy
            Everything durable of a server: its journal, its images, its key pair. Below it,
            .I agent
            is what an agent remembers.
            .SH ENVIRONMENT
            .TP
            .B ARGOSY_SERVER_HEAP, ARGOSY_AGENT_HEAP
            How much memory Java may use for objects (512m, 64m).
            .TP
            .B ARGOSY_JAVA_FLAGS
            More flags for Java.
            .TP
            .B ARGOSY_JOIN_TOKEN
            What lets an agent join a cluster at its first start.
            .SH EXIT STATUS
            0 after it was asked to end; 2 for wrong settings and 5 for an instance that its cluster will never
            take, where another try is no use; anything else when it could not go on and is to be started again.
            """;

    private ManualPage() {}

    /// Of a program and its commands, those apart that are not shown.
    public static String of(CommandLine program) {
        CommandSpec spec = program.getCommandSpec();
        String name = spec.name();
        var page = new StringBuilder();
        page.append(".TH %s 1 \"\" \"%s\"\n".formatted(name.toUpperCase(Locale.ROOT), version(spec)));
        page.append(".SH NAME\n%s \\- %s\n".formatted(name, description(spec)));
        page.append(".SH SYNOPSIS\n.B %s\n.I COMMAND\n[options]\n.SH COMMANDS\n".formatted(name));
        shown(program).forEach(command -> command(command, page));
        return page.append(REST).toString();
    }

    private static String version(CommandSpec spec) {
        return plain(String.join(" ", spec.version()));
    }

    private static List<CommandLine> shown(CommandLine program) {
        return program.getSubcommands().values().stream()
                .distinct()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    private static void command(CommandLine command, StringBuilder page) {
        CommandSpec spec = command.getCommandSpec();
        page.append(".SS %s%s\n%s\n"
                .formatted(
                        plain(spec.qualifiedName()),
                        spec.positionalParameters().stream()
                                .map(parameter -> " " + plain(parameter.paramLabel()))
                                .collect(Collectors.joining()),
                        description(spec)));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry("\\fI" + plain(parameter.paramLabel()) + "\\fR", parameter, page);
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                entry(names(command, option), option, page);
            }
        }
        shown(command).forEach(below -> command(below, page));
    }

    private static String names(CommandLine command, OptionSpec option) {
        String names = option.names().length == 1 ? option.names()[0] : String.join(", ", option.names());
        Text label = command.getHelp().parameterLabelRenderer().renderParameterLabel(option, ansiOff(), List.of());
        return "\\fB" + plain(names) + "\\fR\\fI" + plain(label.plainString()) + "\\fR";
    }

    private static CommandLine.Help.Ansi ansiOff() {
        return CommandLine.Help.Ansi.OFF;
    }

    private static void entry(String term, ArgSpec argument, StringBuilder page) {
        page.append(".TP\n%s\n%s\n".formatted(term, plain(String.join(" ", argument.description()))));
    }

    private static String description(CommandSpec spec) {
        return plain(String.join(" ", spec.usageMessage().description()));
    }

    /// A backslash, a hyphen and a line's first dot mean something else to `man`.
    private static String plain(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
