package io.argosy.app;

import io.argosy.wire.LoggedText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the log leaves the program. Each line is made harmless as a whole: what engines, registries, peers and
/// exceptions say gets into messages in more places than anybody can watch, and none of it may look like a line of its
/// own or speak to a terminal.
final class LogOutlet extends PrintStream {
    private static final int LONGEST = 8_000;

    private final Optional<LogFile> file;

    LogOutlet(PrintStream out, Optional<LogFile> file) {
        super(out, true, StandardCharsets.UTF_8);
        this.file = file;
    }

    /// From here on everything that is logged goes through here. What logs is named, so that it is not looked for in
    /// every jar.
    static void install() {
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setErr(new LogOutlet(System.err, LogFile.kept(System.getenv())));
    }

    @Override
    public void println(@Nullable String line) {
        String text = String.valueOf(line);
        int indented = indentation(text);
        String harmless = text.substring(0, indented) + LoggedText.of(text.substring(indented), LONGEST);
        synchronized (this) {
            super.println(harmless);
            file.ifPresent(kept -> kept.grew(harmless.length() + 1));
        }
    }

    /// Stack traces come here.
    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }

    private static int indentation(String text) {
        int tabs = 0;
        while (tabs < text.length() && text.charAt(tabs) == '\t') {
            tabs++;
        }
        return tabs;
    }
}
