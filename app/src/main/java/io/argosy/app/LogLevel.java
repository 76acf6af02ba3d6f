package io.argosy.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// How much a program logs of its own; Jetty and others stay as they are. A logger keeps the level it was made with, so
/// the flag is looked for before anything is run that could make one.
final class LogLevel {
    private static final String FLAG = "--log-level";
    private static final String LABEL = "LEVEL";
    private static final String DESCRIPTION = "error, warn, info, debug or trace (info)";
    private static final String PROPERTY = "org.slf4j.simpleLogger.log.io.argosy";

    private enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    @Option(names = FLAG, paramLabel = LABEL, description = DESCRIPTION)
    void level(Level level) {
        set(level.name());
    }

    /// The same for a command that is described by hand.
    static OptionSpec option() {
        return OptionSpec.builder(FLAG)
                .paramLabel(LABEL)
                .type(Level.class)
                .description(DESCRIPTION)
                .build();
    }

    /// What is no level is refused later, with all that is wrong.
    static void apply(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith(FLAG + "=")) {
                set(word.substring(FLAG.length() + 1));
            } else if (word.equals(FLAG) && i + 1 < words.size()) {
                set(words.get(i + 1));
            }
        }
    }

    private static void set(String level) {
        System.setProperty(PROPERTY, level.toLowerCase(Locale.ROOT));
    }
}
