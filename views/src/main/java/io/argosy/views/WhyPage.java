package io.argosy.views;

import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.ExplainResponse;
import io.argosy.shapes.argosy.FailedContainer;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.InstanceVeto;
import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal.Style;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `why`: each finding from symptom to cause, what it rests on, and the next step.
public final class WhyPage {
    private static final int CONTAINERS = 5;

    private final ClusterReader reader;
    private final LocalLogs logs;
    private final Instant now;

    public WhyPage(ClusterReader reader, LocalLogs logs, Instant now) {
        this.reader = reader;
        this.logs = logs;
        this.now = now;
    }

    public void print(String subject, Terminal terminal) throws IOException {
        ExplainResponse answer = reader.explain(subject);
        var page = new Page(terminal.width());
        List<Finding> findings = answer.findings().orElse(List.of());
        if (findings.isEmpty()) {
            page.line("nothing is wrong in cluster " + reader.name());
        }
        for (Finding finding : findings) {
            page.gap();
            show(finding, page);
        }
        answer.moreFindings().filter(more -> more > 0).ifPresent(more -> page.line("and " + more + " more", Style.DIM));
        page.print(terminal);
    }

    private void show(Finding finding, Page page) {
        page.text("", finding.symptom().orElse(""), Words.style(finding));
        page.text("  why   ", finding.code().orElse("") + ": " + finding.cause().orElse(""), Style.PLAIN);
        page.text("  next  ", finding.nextStep().orElse(""), Style.HEADING);
        vetoes(finding, page);
        containers(finding, page);
        List<Evidence> evidence = finding.evidence().orElse(List.of());
        if (!evidence.isEmpty()) {
            page.line("  what is known", Style.DIM);
            for (Evidence one : evidence) {
                page.text(
                        "    " + one.at().map(at -> Words.at(at, now)).orElse("") + "  ",
                        one.text().orElse(""),
                        Style.DIM);
            }
        }
    }

    private static void vetoes(Finding finding, Page page) {
        List<InstanceVeto> vetoes = finding.vetoes().orElse(List.of());
        if (vetoes.isEmpty()) {
            return;
        }
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "INSTANCE", "ASKED", "FREE", "WHY NOT"));
        for (InstanceVeto veto : vetoes) {
            rows.add(Page.Row.of(
                    Style.PLAIN,
                    veto.instanceName().orElse(""),
                    veto.asked().map(String::valueOf).orElse("-"),
                    veto.free().map(String::valueOf).orElse("-"),
                    veto.detail().orElse("")));
        }
        page.table(rows);
        finding.moreVetoes()
                .filter(more -> more > 0)
                .ifPresent(more -> page.line("  and " + more + " more instances", Style.DIM));
    }

    private void containers(Finding finding, Page page) {
        for (FailedContainer container : finding.containers().orElse(List.of()).stream()
                .limit(CONTAINERS)
                .toList()) {
            String exit =
                    container.exitCode().map(code -> ", exit code " + code).orElse("");
            String reason = container
                    .reason()
                    .filter(text -> !text.isBlank())
                    .map(text -> ": " + text)
                    .orElse("");
            String where = container.instanceName().map(name -> " on " + name).orElse("");
            page.text(
                    "  container ",
                    container.name().orElse("") + " (" + container.image().orElse("") + ")" + where + exit + reason,
                    Style.PLAIN);
            List<String> lines = logs.of(container);
            lines.forEach(line -> page.text("    | ", line, Style.PLAIN));
            if (lines.isEmpty() && container.runtimeId().isPresent()) {
                page.line(
                        "    its last lines: docker logs "
                                + brief(container.runtimeId().get()) + where,
                        Style.DIM);
            }
        }
    }

    private static String brief(String runtimeId) {
        return runtimeId.substring(0, Math.min(12, runtimeId.length()));
    }

    /// The answer of `Explain`, with the last lines of containers where this machine has them.
    public String document(String subject) throws IOException {
        ExplainResponse answer = reader.explain(subject);
        Map<String, Object> whole = new LinkedHashMap<>(Words.tree(answer));
        List<Object> findings = new ArrayList<>();
        for (Finding finding : answer.findings().orElse(List.of())) {
            Map<String, Object> shown = new LinkedHashMap<>(Words.tree(finding));
            Optional<List<FailedContainer>> containers = finding.containers().filter(some -> !some.isEmpty());
            if (containers.isPresent()) {
                List<Object> told = new ArrayList<>();
                for (FailedContainer container : containers.get()) {
                    Map<String, Object> one = new LinkedHashMap<>(Words.tree(container));
                    one.put("lastLines", logs.of(container));
                    told.add(one);
                }
                shown.put("containers", told);
            }
            findings.add(shown);
        }
        whole.put("findings", findings);
        return JsonTree.write(whole);
    }
}
