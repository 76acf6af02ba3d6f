package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// `help` and `--help` never build: the launcher shows pages, and these are the program's own words. After a change,
/// rerun with -Dgolden.write=true and read the diff.
final class HelpTest {
    private static final Path PAGES = Path.of("..", "launcher", "help");

    @Test
    void everyCommandHasItsPageAndEveryPageItsCommand() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        Main.commandLine().getSubcommands().forEach((name, command) -> add(name, command, pages));
        if (Boolean.getBoolean("golden.write")) {
            for (var page : pages.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey() + ".txt"), page.getValue());
            }
        }

        try (Stream<Path> kept = Files.list(PAGES)) {
            assertThat(kept.map(file -> file.getFileName().toString().replace(".txt", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(pages.keySet());
        }
        for (var page : pages.entrySet()) {
            assertThat(PAGES.resolve(page.getKey() + ".txt"))
                    .as("rerun with -Dgolden.write=true and read the diff")
                    .hasContent(page.getValue());
        }
    }

    /// A command's page holds those of its own subcommands too.
    private static void add(String name, CommandLine command, Map<String, String> pages) {
        if (!command.getCommandSpec().usageMessage().hidden()) {
            pages.put(name, usage(command));
        }
    }

    private static String usage(CommandLine command) {
        return Stream.concat(
                        Stream.of(command.getUsageMessage(Ansi.OFF)),
                        command.getSubcommands().values().stream()
                                .distinct()
                                .filter(below ->
                                        !below.getCommandSpec().usageMessage().hidden())
                                .map(HelpTest::usage))
                .collect(Collectors.joining("\n"));
    }
}
