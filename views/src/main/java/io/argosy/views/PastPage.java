package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribePastRequest;
import io.argosy.shapes.argosy.DescribePastResponse;
import io.argosy.shapes.argosy.FieldChange;
import io.argosy.shapes.argosy.PastChange;
import io.argosy.shapes.argosy.PastService;
import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal.Style;
import io.argosy.wire.ApiClient;
import io.argosy.wire.FeedClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `history cluster|service|task`: how it was at a moment, and what happened to it up to then, the last first: what
/// changed, who asked for it, and why.
public final class PastPage {
    private static final int FIELDS = 6;

    /// One line of what happened.
    record Row(Instant at, String what, String who, String why) {}

    private final PastSubject subject;
    private final Instant at;
    private final Optional<DescribePastResponse> past;
    private final List<PastTasks.Then> tasks;
    private final List<Row> rows;
    private final String note;

    private PastPage(
            PastSubject subject,
            Instant at,
            Optional<DescribePastResponse> past,
            List<PastTasks.Then> tasks,
            List<Row> rows,
            String note) {
        this.subject = subject;
        this.at = at;
        this.past = past;
        this.tasks = tasks;
        this.rows = rows;
        this.note = note;
    }

    /// From `since` up to `at`, at most so many lines.
    public static PastPage read(
            ApiClient client, FeedClient feeds, PastSubject subject, Instant since, Instant at, int most)
            throws IOException {
        List<PastTasks.Then> tasks = new PastTasks(client, subject).at(at);
        PastSubject whole = subject.kind() == PastSubject.Kind.TASK && tasks.size() == 1
                ? new PastSubject(
                        subject.kind(), subject.cluster(), tasks.getFirst().id())
                : subject;
        Optional<DescribePastResponse> past = subject.kind() == PastSubject.Kind.TASK
                ? Optional.empty()
                : Optional.of(described(client, subject, since, at));
        AuditLines audit = AuditLines.read(client, whole.inArns(), since, at);
        List<Row> rows = new ArrayList<>(PastEvents.read(feeds, whole, since, at));
        past.flatMap(DescribePastResponse::changes).orElse(List.of()).forEach(change -> rows.add(row(change, audit)));
        audit.all()
                .forEach(line -> rows.add(new Row(
                        line.at(),
                        "asked for " + line.operation(),
                        line.who() + " (request " + line.request() + ")",
                        line.error())));
        rows.sort(Comparator.comparing(Row::at).reversed());
        return new PastPage(whole, at, past, tasks, rows.stream().limit(most).toList(), audit.note());
    }

    private static DescribePastResponse described(ApiClient client, PastSubject subject, Instant since, Instant at)
            throws IOException {
        try {
            return client.call(
                    Argosy.DESCRIBE_PAST,
                    DescribePastRequest.builder()
                            .cluster(subject.cluster())
                            .serviceName(
                                    Optional.of(subject.name()).filter(_ -> subject.kind() == PastSubject.Kind.SERVICE))
                            .since(since)
                            .at(at)
                            .build());
        } catch (ApiException refused) {
            throw new IOException(refused.error().message(), refused);
        }
    }

    private static Row row(PastChange change, AuditLines audit) {
        Optional<AuditLines.Line> asked =
                change.arn().flatMap(arn -> audit.behind(arn, change.at().orElseThrow()));
        List<FieldChange> fields = change.fields().orElse(List.of());
        String what = fields.stream().limit(FIELDS).map(PastPage::words).collect(Collectors.joining(", "));
        String more = fields.size() > FIELDS ? " and " + (fields.size() - FIELDS) + " more" : "";
        return new Row(
                change.at().orElseThrow(),
                change.kind().orElse("") + " " + change.name().orElse("") + ": " + what + more,
                asked.map(line -> line.who() + " (request " + line.request() + ")")
                        .orElse(""),
                asked.map(AuditLines.Line::operation).orElse(""));
    }

    private static String words(FieldChange field) {
        String before = field.before().orElse("");
        return field.path().orElse("") + " " + (before.isEmpty() ? "" : before + " -> ")
                + field.after().filter(after -> !after.isEmpty()).orElse("(none)");
    }

    public Page page(int columns, Instant now) {
        var page = new Page(columns);
        page.line(subject.inArns().replaceFirst("^/", "cluster/") + " at " + Words.at(at, now), Style.HEADING);
        was(page);
        page.gap();
        page.line("up to then", Style.HEADING);
        if (rows.isEmpty()) {
            page.line("  nothing that is remembered");
        } else {
            List<Page.Row> table = new ArrayList<>();
            table.add(Page.Row.of(Style.DIM, "AT", "WHAT", "WHO", "WHY"));
            rows.forEach(row ->
                    table.add(Page.Row.of(Style.PLAIN, Words.at(row.at(), now), row.what(), row.who(), row.why())));
            page.table(table);
        }
        if (!note.isEmpty()) {
            page.line(note, Style.WARNING);
        }
        return page;
    }

    private void was(Page page) {
        List<PastService> services =
                past.flatMap(DescribePastResponse::services).orElse(List.of());
        List<Page.Row> table = new ArrayList<>();
        services.forEach(service -> table.add(Page.Row.of(
                Style.PLAIN,
                "service",
                service.serviceName().orElse(""),
                service.taskDefinitionArn().map(Words::last).orElse("-"),
                service.desiredCount().orElse(0) + " wanted",
                service.status().orElse("") + " " + service.rolloutState().orElse(""))));
        past.flatMap(DescribePastResponse::instances)
                .orElse(List.of())
                .forEach(instance -> table.add(Page.Row.of(
                        Style.PLAIN,
                        "instance",
                        instance.instanceName().orElse(""),
                        "",
                        "",
                        instance.status().orElse("")
                                + (instance.agentConnected().orElse(false) ? "" : ", agent not connected"))));
        tasks.forEach(task -> table.add(Page.Row.of(
                Style.PLAIN, "task", Words.brief(task.id()), task.definition(), task.instance(), task.status())));
        if (table.isEmpty()) {
            page.line("  it was not there");
        } else {
            page.table(table);
        }
    }

    public String document() throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        if (past.isPresent()) {
            whole.putAll(Words.tree(past.get()));
        }
        whole.put("at", at.toString());
        whole.put(
                "tasks",
                tasks.stream()
                        .map(task -> Map.of(
                                "id", task.id(),
                                "taskDefinition", task.definition(),
                                "containerInstance", task.instance(),
                                "status", task.status()))
                        .toList());
        whole.put(
                "happened",
                rows.stream()
                        .map(row -> Map.of(
                                "at", row.at().toString(),
                                "what", row.what(),
                                "who", row.who(),
                                "why", row.why()))
                        .toList());
        return JsonTree.write(whole);
    }
}
