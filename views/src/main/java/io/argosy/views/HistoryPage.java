package io.argosy.views;

import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.ListStoppedTasksResponse;
import io.argosy.shapes.argosy.StoppedContainer;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.views.Terminal.Style;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `history`: tasks that ended, the last first: when, how long they ran, with which codes and why.
public final class HistoryPage {
    private static final int MOST_LINES = 1_000;

    /// The last lines that a task wrote, so many of each container.
    public interface LastLines {
        List<String> of(StoppedTask task, int most) throws IOException;
    }

    private final ApiClient client;
    private final LastLines last;
    private final ListStoppedTasksRequest.Builder asked;
    private final int most;

    public HistoryPage(ApiClient client, LastLines last, ListStoppedTasksRequest.Builder asked, int most) {
        this.client = client;
        this.last = last;
        this.asked = asked;
        this.most = most;
    }

    private List<StoppedTask> tasks() throws IOException {
        return StoppedTasks.of(client, asked, most);
    }

    public String document() throws IOException {
        return Words.json(ListStoppedTasksResponse.builder().tasks(tasks()).build());
    }

    /// With so many of the last lines of each container below its task.
    public Page page(int columns, int lines, Instant now) throws IOException {
        var page = new Page(columns);
        List<StoppedTask> tasks = tasks();
        if (tasks.isEmpty()) {
            page.line("no task has ended that is still remembered");
            return page;
        }
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "STOPPED", "TASK", "DEFINITION", "FOR", "RAN", "EXIT", "WHY"));
        tasks.forEach(task -> rows.add(row(task, now)));
        page.table(rows);
        if (lines > 0) {
            lines(page, tasks, Math.min(lines, MOST_LINES));
        }
        return page;
    }

    private void lines(Page page, List<StoppedTask> tasks, int most) throws IOException {
        for (StoppedTask task : tasks) {
            List<String> lines = last.of(task, most);
            if (!lines.isEmpty()) {
                page.gap();
                page.line(Words.brief(task.taskArn().orElse("")), Style.HEADING);
                lines.forEach(line -> page.line("  " + line));
            }
        }
    }

    private static Page.Row row(StoppedTask task, Instant now) {
        String group = task.group().orElse("");
        return Page.Row.of(
                task.failed().orElse(false) ? Style.WARNING : Style.PLAIN,
                task.stoppedAt().map(at -> Words.at(at, now)).orElse("-"),
                Words.brief(task.taskArn().orElse("")),
                Words.last(task.taskDefinitionArn().orElse("")),
                group.startsWith("service:") ? group : task.startedBy().orElse("-"),
                task.startedAt()
                        .flatMap(from -> task.stoppedAt().map(to -> span(Duration.between(from, to))))
                        .orElse("-"),
                codes(task),
                why(task));
    }

    private static String why(StoppedTask task) {
        String retry = task.retryOf()
                .map(of -> " (again, for " + Words.brief(of) + ")")
                .orElse("");
        String reason = task.containers().orElse(List.of()).stream()
                .flatMap(container -> container.reason().stream())
                .findFirst()
                .map(text -> ": " + text)
                .orElse("");
        return task.stoppedReason().orElse("") + reason + retry;
    }

    private static String codes(StoppedTask task) {
        List<String> codes = new ArrayList<>();
        for (StoppedContainer container : task.containers().orElse(List.of())) {
            codes.add(container.exitCode().map(String::valueOf).orElse("-"));
        }
        return String.join(",", codes);
    }

    private static String span(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }
}
