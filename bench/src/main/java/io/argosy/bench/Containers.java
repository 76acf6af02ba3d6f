package io.argosy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Containers started and stopped by so many `docker` command lines at once: what Argosy's tasks are compared with.
final class Containers {
    /// As many as an agent allows itself.
    static final int AT_ONCE = 4;

    private Containers() {}

    /// Milliseconds for all of them, and their ids.
    record Started(double millis, List<String> ids) {}

    static Started start(int count) throws IOException {
        List<String> run = new ArrayList<>(List.of("docker", "run", "-d", "--memory", "16m", TaskStarts.IMAGE));
        run.addAll(TaskStarts.COMMAND);
        long began = System.nanoTime();
        List<String> ids = each(Collections.nCopies(count, run));
        return new Started((System.nanoTime() - began) / 1e6, ids);
    }

    /// Seconds until so many have run `true` and are over.
    static double run(int count) throws IOException {
        long began = System.nanoTime();
        each(Collections.nCopies(
                count, List.of("docker", "run", "--memory", "16m", TaskStarts.IMAGE, "busybox", "true")));
        return (System.nanoTime() - began) / 1e9;
    }

    static double stop(List<String> ids) throws IOException {
        long began = System.nanoTime();
        each(ids.stream().map(id -> List.of("docker", "stop", id)).toList());
        return (System.nanoTime() - began) / 1e6;
    }

    static void remove(List<String> ids) throws IOException {
        each(ids.stream().map(id -> List.of("docker", "rm", "-f", id)).toList());
    }

    private static List<String> each(List<List<String>> commands) throws IOException {
        try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> running = commands.stream()
                    .map(words -> clients.submit(() -> command(words)))
                    .toList();
            List<String> answers = new ArrayList<>();
            for (Future<String> one : running) {
                answers.add(one.get());
            }
            return answers;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    static String command(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", words) + ": " + output);
            }
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
        return output.strip();
    }
}
