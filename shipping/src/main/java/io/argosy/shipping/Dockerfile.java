package io.argosy.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Dockerfile says of the container it makes, as far as a task definition has to say it again: the ports of its
/// last stage, and its health check, which ECS takes from the definition only.
record Dockerfile(List<Integer> ports, Optional<String> healthCheck) {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(/tcp)?");
    private static final Pattern CHECK = Pattern.compile("(?:--\\S+\\s+)*CMD\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern EXEC = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    Dockerfile {
        ports = List.copyOf(ports);
    }

    static Dockerfile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + file + ": what is shipped is what a Dockerfile builds");
        }
        return of(Files.readString(file));
    }

    static Dockerfile of(String text) {
        List<Integer> ports = new ArrayList<>();
        Optional<String> check = Optional.empty();
        for (String line :
                text.replaceAll("\\\\\\s*\\n", " ").lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", 2);
            String rest = words.length == 2 ? words[1].strip() : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "FROM" -> {
                    ports.clear();
                    check = Optional.empty();
                }
                case "EXPOSE" -> ports.addAll(ports(rest));
                case "HEALTHCHECK" -> check = check(rest);
                default -> {}
            }
        }
        return new Dockerfile(ports, check);
    }

    private static List<Integer> ports(String text) {
        List<Integer> ports = new ArrayList<>();
        for (String word : text.split("\\s+")) {
            Matcher port = PORT.matcher(word);
            if (port.matches()) {
                ports.add(Integer.parseInt(port.group(1)));
            }
        }
        return ports;
    }

    /// The command as a shell takes it; `NONE` is none.
    private static Optional<String> check(String text) {
        Matcher check = CHECK.matcher(text);
        if (!check.matches()) {
            return Optional.empty();
        }
        String command = check.group(1).strip();
        if (!command.startsWith("[")) {
            return Optional.of(command);
        }
        return Optional.of(EXEC.matcher(command)
                .results()
                .map(word -> word.group(1))
                .map(word -> word.matches("[A-Za-z0-9_./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .reduce("", (before, word) -> before.isEmpty() ? word : before + " " + word));
    }
}
