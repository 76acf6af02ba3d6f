package io.argosy.agent.tasks;

import io.argosy.agent.reports.Reporter;
import io.argosy.agent.store.AgentStore;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps tasks on disk. Saving one writes what there is to report in the same step and sends it on its way, so that
/// nothing is told that was not written, and nothing written is not told.
public final class TaskStore {
    private static final Logger log = LoggerFactory.getLogger(TaskStore.class);

    private final AgentStore store;
    private final Reporter reporter;
    private final TaskReports reports;

    public TaskStore(AgentStore store, Reporter reporter, String cluster) {
        this.store = store;
        this.reporter = reporter;
        this.reports = new TaskReports(cluster);
    }

    TaskRecord save(TaskRecord task) {
        return save(List.of(task)).getFirst();
    }

    /// The tasks as they are once their news is on its way.
    List<TaskRecord> save(List<TaskRecord> tasks) {
        List<TaskRecord> told = new ArrayList<>();
        List<AgentStore.Entry> entries = new ArrayList<>();
        List<String> talkative = new ArrayList<>();
        for (TaskRecord task : tasks) {
            Optional<TaskReports.News> news = reports.of(task);
            TaskRecord after = news.map(TaskReports.News::told).orElse(task);
            List<String> texts = news.stream()
                    .map(one -> new String(JsonCodec.write(one.report()), StandardCharsets.UTF_8))
                    .toList();
            entries.add(new AgentStore.Entry(task.arn(), RecordCodec.text(after), texts));
            news.ifPresent(_ -> talkative.add(task.arn()));
            told.add(after);
        }
        store.save(entries);
        talkative.forEach(reporter::wake);
        return told;
    }

    /// What the file holds: the tasks, and by ARN why others cannot be read.
    record Loaded(List<TaskRecord> tasks, Map<String, String> unreadable) {}

    Loaded load() {
        List<TaskRecord> tasks = new ArrayList<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : store.tasks().entrySet()) {
            try {
                tasks.add(read(entry.getValue()));
            } catch (MalformedJson broken) {
                log.error("task={} cannot be read back, it is stopped: {}", entry.getKey(), broken.getMessage());
                unreadable.put(entry.getKey(), String.valueOf(broken.getMessage()));
            }
        }
        return new Loaded(tasks, unreadable);
    }

    /// The task as it was last saved, if it was and can be read.
    Optional<TaskRecord> load(String arn) {
        try {
            Optional<String> body = store.task(arn);
            return body.isPresent() ? Optional.of(read(body.get())) : Optional.empty();
        } catch (MalformedJson broken) {
            log.error("task={} cannot be read back", arn, broken);
            return Optional.empty();
        }
    }

    private static TaskRecord read(String body) throws MalformedJson {
        return RecordCodec.read(body, TaskRecord.class);
    }

    boolean hasUnsent(String arn) {
        return store.firstReport(arn).isPresent();
    }

    /// Gives up what the control plane would not take; answers how many reports those were.
    int dropReports(String arn) {
        return store.dropReports(arn);
    }

    /// Makes good what a full disk took.
    void restock() {
        store.restock();
    }

    void forget(String arn) {
        store.forget(arn);
    }
}
