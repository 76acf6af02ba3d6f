package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A shell with a terminal, into which a test types as a person does: the next line when the prompt is back.
final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern PROMPT = Pattern.compile("\n<(\\d+)> $");

    private final Process process;
    private final Path transcript;
    private final StringBuilder shown = new StringBuilder();

    /// `into` are words that run a command on the machine it is about; what is typed and shown is written down.
    Terminal(List<String> into, Path transcript) throws IOException {
        this.transcript = transcript;
        List<String> words = new ArrayList<>(into);
        words.addAll(List.of("env", "TERM=dumb", "PS1=\n<$?> ", "script", "-qfec"));
        words.addAll(List.of("cd; stty -echo; exec bash --norc --noediting -i", "/dev/null"));
        process = new ProcessBuilder(words).redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::read);
        await(PROMPT);
    }

    private void read() {
        char[] some = new char[4096];
        try (Reader in = process.inputReader(UTF_8)) {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                show(new String(some, 0, count));
            }
        } catch (IOException ended) {
            show(ended.toString());
        }
    }

    private synchronized void show(String text) {
        shown.append(text.replace("\r", ""));
        notifyAll();
    }

    /// What the line printed; one that fails fails the test.
    String type(String line) {
        enter(line);
        return finish(line);
    }

    /// A line that asks something, and the answer.
    String type(String line, String question, String answer) {
        enter(line);
        await(Pattern.compile(Pattern.quote(question)));
        enter(answer);
        return finish(line);
    }

    private synchronized void enter(String line) {
        try {
            log(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " $ " + line + "\n");
            shown.setLength(0);
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized String finish(String line) {
        Matcher prompt = await(PROMPT);
        String printed = shown.substring(0, prompt.start());
        log(printed + "\n");
        if (!prompt.group(1).equals("0")) {
            throw new AssertionError(line + "\nended with " + prompt.group(1) + ":\n" + printed);
        }
        return printed.strip();
    }

    private synchronized Matcher await(Pattern wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Matcher found = wanted.matcher(shown);
        while (!found.find()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || !process.isAlive()) {
                throw new AssertionError("no " + wanted + " came after:\n" + shown);
            }
            try {
                wait(Math.min(left, 500));
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            found = wanted.matcher(shown);
        }
        return found;
    }

    /// Each step of a section in order. Answers what the last one printed.
    String follow(List<Guide.Step> steps) {
        String printed = "";
        for (Guide.Step step : steps) {
            printed = switch (step) {
                case Guide.Step.Line(String text) -> type(text);
                case Guide.Step.FileText(String file, String text) -> write(file, text);
            };
        }
        return printed;
    }

    /// As an editor would.
    private String write(String file, String text) {
        return type("echo " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + " | base64 -d >" + file);
    }

    private void log(String text) {
        try {
            Files.writeString(transcript, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
