package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListRunsRequest;
import io.argosy.shapes.argosy.ListRunsResponse;
import io.argosy.shapes.argosy.RunContainer;
import io.argosy.shapes.argosy.ScheduledRun;
import io.argosy.views.Terminal.Style;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `runs`: what came of the due times of a schedule, or of all, the newest first.
public final class RunsPage {
    private final ListRunsResponse answer;

    private RunsPage(ListRunsResponse answer) {
        this.answer = answer;
    }

    public static RunsPage read(ApiClient client, Optional<String> schedule, Optional<String> state, int most)
            throws IOException {
        List<ScheduledRun> runs = new ArrayList<>();
        Optional<String> next = Optional.empty();
        try {
            do {
                ListRunsResponse page = client.call(
                        Argosy.LIST_RUNS,
                        ListRunsRequest.builder()
                                .schedule(schedule)
                                .state(state)
                                .maxResults(Math.min(100, most - runs.size()))
                                .nextToken(next)
                                .build());
                runs.addAll(page.runs().orElse(List.of()));
                next = page.nextToken();
            } while (next.isPresent() && runs.size() < most);
        } catch (ApiException refused) {
            throw new IOException("ListRuns was refused: " + refused.error().message(), refused);
        }
        return new RunsPage(
                ListRunsResponse.builder().runs(runs).nextToken(next).build());
    }

    /// The answer of `ListRuns`.
    public String document() {
        return Words.json(answer);
    }

    public Page page(int columns, Instant now) {
        var page = new Page(columns);
        List<ScheduledRun> runs = answer.runs().orElse(List.of());
        if (runs.isEmpty()) {
            page.line("no runs are remembered");
            return page;
        }
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "DUE", "SCHEDULE", "STATE", "TOOK", "EXIT", "TASK", "LOG", "WHY"));
        runs.forEach(run -> rows.add(row(run, now)));
        page.table(rows);
        return page;
    }

    private static Page.Row row(ScheduledRun run, Instant now) {
        List<RunContainer> containers = run.containers().orElse(List.of());
        return Page.Row.of(
                style(run.state().orElse("")),
                Words.at(run.dueAt().orElse(now), now),
                name(run),
                run.state().orElse(""),
                took(run),
                some(containers.stream()
                        .flatMap(one -> one.exitCode().stream())
                        .map(String::valueOf)
                        .collect(Collectors.joining(","))),
                some(run.resourceArns().orElse(List.of()).stream()
                        .map(Words::brief)
                        .collect(Collectors.joining(","))),
                some(containers.stream()
                        .flatMap(one -> one.logStream().stream())
                        .findFirst()
                        .orElse("")),
                run.reason().orElse(""));
    }

    private static String name(ScheduledRun run) {
        String arn = run.scheduleArn().orElse("");
        return arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("^schedule/(default/)?", "")
                + run.target().map(target -> " " + target).orElse("");
    }

    private static String took(ScheduledRun run) {
        return run.startedAt()
                .flatMap(from -> run.endedAt().map(to -> Duration.between(from, to)))
                .map(time -> time.toSeconds() < 600 ? time.toSeconds() + " s" : time.toMinutes() + " min")
                .orElse("-");
    }

    private static String some(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static Style style(String state) {
        return switch (state) {
            case "FAILED", "NOT_STARTED", "UNKNOWN" -> Style.CRITICAL;
            case "MISSED", "SKIPPED", "REPLACED" -> Style.WARNING;
            default -> Style.PLAIN;
        };
    }
}
