package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.insight.metrics.Metric;
import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page of metrics is the list the server goes by, and what is made for Prometheus and Grafana uses no
/// other. After a change, rerun with -Dgolden.write=true and read the diff.
final class MetricsPageTest {
    private static final Path PAGE = Checkout.ROOT.resolve("docs/metrics.md");
    private static final Pattern NAME = Pattern.compile("argosy_[a-z_]+");
    private static final String HEAD = """
            # Metrics

            `GET /metrics` answers in Prometheus' text format. Whoever asks on the server's own machine needs no key.
            From elsewhere, and through a proxy, it takes a bearer token: the line in the file `metrics-token` of the
            data directory, which is its owner's only, made at the first start, and good for nothing else. Put
            another line there to change it; it counts from the next start on. Scrapes within a second of each other
            get the same text.

            Examples are in [monitoring](monitoring): a [configuration](monitoring/prometheus.yml) of Prometheus,
            [alert rules](monitoring/alerts.yml) with [tests](monitoring/alerts-test.yml), and a
            [dashboard](monitoring/dashboard.json) for Grafana.

            Utilisation is what agents told last, every 20 seconds, and is left out three minutes after the last
            word. Only containers of running tasks are measured, and of one metric there are at most 50,000 points.
            Counters begin anew when the server does. With clusters in several regions the label `cluster` is
            `REGION/NAME`.

            | metric | type | labels | what it says |
            |---|---|---|---|
            """;

    @Test
    void thePageIsTheList() throws IOException {
        String page =
                HEAD + Arrays.stream(Metric.values()).map(MetricsPageTest::row).collect(Collectors.joining());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("rerun with -Dgolden.write=true and read the diff").hasContent(page);
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |%n"
                .formatted(metric.scrapedName(), metric.type().name().toLowerCase(Locale.ROOT), labels, metric.help());
    }

    @Test
    void rulesAndDashboardUseNoOthers() throws IOException {
        Set<String> known =
                Arrays.stream(Metric.values()).map(Metric::scrapedName).collect(Collectors.toSet());
        for (String file : List.of("alerts.yml", "alerts-test.yml", "dashboard.json")) {
            assertThat(NAME.matcher(Checkout.text("docs/monitoring/" + file))
                            .results()
                            .map(MatchResult::group)
                            .map(name -> name.replaceFirst("_bucket$", "")))
                    .as(file)
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    @Test
    void theDashboardIsWhole() throws IOException {
        assertThat(JsonTree.object(Checkout.text("docs/monitoring/dashboard.json")))
                .containsKeys("title", "uid", "schemaVersion", "templating", "panels");
    }
}
