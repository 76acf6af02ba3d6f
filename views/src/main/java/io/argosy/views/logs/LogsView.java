package io.argosy.views.logs;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.views.logs.LoggedContainer.Place;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The lines of a service's or a task's containers, put together: first those there are, in the order of their times,
/// then, if asked for, those to come as they come. In memory are a page of each stored log and a queue of new lines.
public final class LogsView {
    private static final int WAITING = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_A_SECOND = 50;
    private static final Duration NEW_TASKS = Duration.ofSeconds(5);

    private final ApiClient client;
    private final LoggedTasks tasks;
    private final Optional<Docker> engine;
    private final LogPrinter printer;
    private final Map<LoggedContainer, StoredLines> stored = new LinkedHashMap<>();
    private final Map<LoggedContainer, Instant> local = new LinkedHashMap<>();
    private final Map<String, String> explained = new LinkedHashMap<>();
    private final BlockingQueue<LogLine> arrived = new ArrayBlockingQueue<>(WAITING);

    /// `engine` is this machine's, if it has one.
    public LogsView(ApiClient client, String cluster, Optional<Docker> engine, LogPrinter printer) {
        this.client = client;
        this.tasks = new LoggedTasks(client, cluster);
        this.engine = engine;
        this.printer = printer;
    }

    /// What there is from this moment on; an error if nothing of it can be read here.
    public void show(String subject, Instant since) throws IOException {
        List<LineSource> sources = open(tasks.of(subject), since);
        try {
            var merged = new MergedLines(sources);
            for (Optional<LogLine> line = merged.next(); line.isPresent(); line = merged.next()) {
                printer.print(line.get());
            }
        } finally {
            sources.forEach(LineSource::close);
        }
        for (LineSource source : sources) {
            if (source instanceof EngineLines lines) {
                local.put(lines.container(), lines.goOn());
            }
        }
        printer.flush();
        if (stored.isEmpty() && local.isEmpty() && !explained.isEmpty()) {
            throw new IOException("nothing of " + subject + " can be read from here");
        }
    }

    private List<LineSource> open(List<LoggedContainer> containers, Instant since) throws IOException {
        List<LineSource> sources = new ArrayList<>();
        for (LoggedContainer container : containers) {
            if (stored.containsKey(container) || local.containsKey(container)) {
                continue;
            }
            switch (container.place()) {
                case Place.Stored place
                when !place.stream().isEmpty() -> {
                    var lines = new StoredLines(client, container, place, since);
                    stored.put(container, lines);
                    sources.add(lines);
                }
                case Place.Stored _ -> {}
                case Place.Engine _ -> {
                    Optional<EngineLines> lines = here(container, since);
                    lines.ifPresent(sources::add);
                    lines.ifPresent(_ -> local.put(container, since));
                }
                case Place.Elsewhere(String driver) ->
                    explain(container, "goes by the log driver " + driver + ": look where that sends it");
            }
        }
        return sources;
    }

    private Optional<EngineLines> here(LoggedContainer container, Instant since) throws IOException {
        if (container.runtimeId().isEmpty()) {
            return Optional.empty();
        }
        String id = container.runtimeId().get();
        if (engine.isPresent() && has(engine.get(), id)) {
            return Optional.of(new EngineLines(engine.get(), container, id, since, false));
        }
        explain(
                container,
                "is kept by the engine of " + container.host() + ": there `docker logs " + id.substring(0, 12)
                        + "`, or `argosy logs`; with the log driver awslogs it is kept by the server");
        return Optional.empty();
    }

    private static boolean has(Docker docker, String id) {
        try {
            docker.inspect(id);
            return true;
        } catch (DockerException elsewhere) {
            return false;
        }
    }

    /// Why there is nothing of a container, once.
    private void explain(LoggedContainer container, String why) {
        if (explained.put(container.label(), why) == null) {
            printer.note("the log of " + container.label() + " " + why);
        }
    }

    /// What comes from now on, of new tasks too, until the program is interrupted.
    public void follow(String subject, Instant since) throws IOException, InterruptedException {
        local.forEach(this::listen);
        long resolved = System.nanoTime();
        while (true) {
            drain(LOOK.multipliedBy(1 + stored.size() / LOOKS_A_SECOND));
            for (StoredLines lines : stored.values()) {
                lines.again();
            }
            print(new ArrayList<>(stored.values()));
            if (System.nanoTime() - resolved > NEW_TASKS.toNanos()) {
                resolved = System.nanoTime();
                takeUpNewTasks(subject, since);
            }
            printer.flush();
        }
    }

    private void takeUpNewTasks(String subject, Instant since) throws IOException {
        List<LineSource> fresh = open(tasks.of(subject), since);
        for (LineSource source : fresh) {
            if (source instanceof EngineLines lines) {
                lines.close();
                listen(lines.container(), since);
            }
        }
    }

    private void print(List<? extends LineSource> sources) throws IOException {
        var merged = new MergedLines(sources);
        for (Optional<LogLine> line = merged.next(); line.isPresent(); line = merged.next()) {
            printer.print(line.get());
        }
    }

    private void drain(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            Optional<LogLine> line = Optional.ofNullable(arrived.poll(left, TimeUnit.NANOSECONDS));
            line.ifPresent(printer::print);
            if (arrived.isEmpty()) {
                printer.flush();
            }
        }
    }

    private void listen(LoggedContainer container, Instant from) {
        Thread.ofVirtual().name("log").start(() -> {
            try (var lines = new EngineLines(
                    engine.orElseThrow(), container, container.runtimeId().orElseThrow(), from, true)) {
                for (Optional<LogLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                    arrived.put(line.get());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (IOException gone) {
                // The container or the engine went: what it said was shown.
            }
        });
    }
}
