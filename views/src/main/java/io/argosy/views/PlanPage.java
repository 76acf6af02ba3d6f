package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.FieldChange;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.InstanceVeto;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.argosy.PlanChangeResponse;
import io.argosy.shapes.argosy.PlannedService;
import io.argosy.shapes.argosy.PlannedStart;
import io.argosy.shapes.argosy.PlannedStep;
import io.argosy.shapes.argosy.PlannedStop;
import io.argosy.shapes.argosy.StayingTask;
import io.argosy.views.Terminal.Style;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `plan`: what a change would do, step by step, where it ends, what is in the way, and what the answer rests on.
public final class PlanPage {
    private final PlanChangeResponse plan;

    private PlanPage(PlanChangeResponse plan) {
        this.plan = plan;
    }

    public static PlanPage read(ApiClient client, PlanChangeRequest asked) throws IOException {
        try {
            return new PlanPage(client.call(Argosy.PLAN_CHANGE, asked));
        } catch (ApiException refused) {
            throw new IOException(refused.error().message(), refused);
        }
    }

    public String document() {
        return Words.json(plan);
    }

    public Page page(int columns) {
        var page = new Page(columns);
        plan.taskDefinitionArn().ifPresent(arn -> page.line("registers " + Words.last(arn), Style.HEADING));
        changes(page);
        List<PlannedStep> steps = plan.steps().orElse(List.of());
        for (int i = 0; i < steps.size(); i++) {
            page.gap();
            page.line((i + 1) + ". " + when(steps.get(i)), Style.HEADING);
            step(steps.get(i), page);
        }
        if (steps.isEmpty()) {
            page.gap();
            page.line("no task starts and none stops");
        }
        plan.moreTasks()
                .filter(more -> more > 0)
                .ifPresent(more -> page.line("  and " + more + " more tasks", Style.DIM));
        outcomes(page);
        staying(page);
        plan.findings().orElse(List.of()).forEach(finding -> finding(finding, page));
        conditions(page);
        return page;
    }

    private void changes(Page page) {
        List<FieldChange> changes = plan.changes().orElse(List.of());
        changes.forEach(change -> page.text(
                "  ",
                change.path().orElse("") + ": " + shown(change.before()) + " -> " + shown(change.after()),
                Style.PLAIN));
    }

    private static String shown(Optional<String> value) {
        return value.filter(text -> !text.isEmpty()).orElse("(none)");
    }

    private static String when(PlannedStep step) {
        int seconds = step.waitsSeconds().orElse(0);
        String after = seconds == 0 ? "" : " (after " + seconds + " s of waiting)";
        return switch (step.after().orElse("")) {
            case "CHANGE" -> "at once";
            case "TASKS" -> "when these have started and stopped" + after;
            default -> "when time has passed" + after;
        };
    }

    /// Like tasks in one line, with how many there are.
    private static void step(PlannedStep step, Page page) {
        Map<List<String>, Integer> lines = new LinkedHashMap<>();
        for (PlannedStart start : step.starts().orElse(List.of())) {
            lines.merge(line(start), 1, Integer::sum);
        }
        for (PlannedStop stop : step.stops().orElse(List.of())) {
            lines.merge(line(stop), 1, Integer::sum);
        }
        List<Page.Row> rows = new ArrayList<>();
        lines.forEach((cells, count) -> {
            List<String> all = new ArrayList<>(cells);
            all.add(1, String.valueOf(count));
            rows.add(new Page.Row(Style.PLAIN, all));
        });
        page.table(rows);
    }

    private static List<String> line(PlannedStart start) {
        String where = start.instanceName()
                .map(name -> "on " + name)
                .orElseGet(() ->
                        "waits for an instance of " + start.capacityProvider().orElse("its provider"));
        return List.of(
                "start",
                start.group().orElse(""),
                Words.last(start.taskDefinitionArn().orElse("")),
                where + (start.certain().orElse(false) ? "" : " (or one as good)"),
                "");
    }

    private static List<String> line(PlannedStop stop) {
        return List.of(
                "stop",
                stop.group().orElse(""),
                Words.last(stop.taskDefinitionArn().orElse("")),
                stop.instanceName().map(name -> "on " + name).orElse("")
                        + (stop.certain().orElse(false) ? "" : " (or one as good)"),
                stop.reason().orElse(""));
    }

    private void outcomes(Page page) {
        List<PlannedService> outcomes = plan.outcomes().orElse(List.of());
        if (outcomes.isEmpty()) {
            return;
        }
        page.gap();
        page.line("then", Style.HEADING);
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "SERVICE", "DEFINITION", "RUNNING", "DEPLOYMENT"));
        for (PlannedService outcome : outcomes) {
            boolean there = outcome.runningCount().equals(outcome.desiredCount());
            rows.add(Page.Row.of(
                    there ? Style.PLAIN : Style.WARNING,
                    outcome.serviceName().orElse(""),
                    Words.last(outcome.taskDefinitionArn().orElse("")),
                    outcome.runningCount().orElse(0) + " of "
                            + outcome.desiredCount().orElse(0),
                    outcome.rolloutState().orElse("")));
        }
        page.table(rows);
    }

    private void staying(Page page) {
        List<StayingTask> staying = plan.staying().orElse(List.of());
        if (staying.isEmpty()) {
            return;
        }
        page.gap();
        page.line("stays", Style.HEADING);
        List<Page.Row> rows = new ArrayList<>();
        for (StayingTask task : staying) {
            rows.add(Page.Row.of(
                    Style.WARNING,
                    Words.brief(task.taskArn().orElse("")),
                    task.group().orElse(""),
                    task.instanceName().orElse(""),
                    task.reason().orElse("")));
        }
        page.table(rows);
    }

    private static void finding(Finding finding, Page page) {
        page.gap();
        page.text("", finding.symptom().orElse(""), Words.style(finding));
        page.text("  why   ", finding.code().orElse("") + ": " + finding.cause().orElse(""), Style.PLAIN);
        finding.nextStep()
                .filter(step -> !step.isEmpty())
                .ifPresent(step -> page.text("  next  ", step, Style.HEADING));
        for (InstanceVeto veto : finding.vetoes().orElse(List.of())) {
            page.text(
                    "    ", veto.instanceName().orElse("") + " " + veto.detail().orElse(""), Style.PLAIN);
        }
    }

    private void conditions(Page page) {
        page.gap();
        page.line("if", Style.DIM);
        plan.conditions()
                .orElse(List.of())
                .forEach(condition -> page.text("  ", condition.text().orElse(""), Style.DIM));
        page.line("  nobody changes anything else meanwhile", Style.DIM);
    }
}
