package io.argosy.views;

import io.argosy.shapes.argosy.DescribeUsageResponse;
import io.argosy.shapes.argosy.InstanceUsage;
import io.argosy.shapes.argosy.ServiceUsage;
import io.argosy.shapes.argosy.TaskUsage;
import io.argosy.views.Terminal.Style;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `top`: one frame of what instances, services and tasks use, those that use most first. Agents measure every 20
/// seconds, so that is how old a figure may be.
public final class TopPage {
    private static final int MOST = 50;
    private static final double BUSY = 90;

    private final ClusterReader reader;

    public TopPage(ClusterReader reader) {
        this.reader = reader;
    }

    /// The answer of `DescribeUsage`.
    public String document() throws IOException {
        return Words.json(reader.usage(MOST));
    }

    /// A frame of so many lines and columns.
    public Page frame(int rows, int columns, Instant now) throws IOException {
        DescribeUsageResponse usage = reader.usage(MOST);
        var page = new Page(columns);
        page.line("cluster " + reader.name() + " at " + Words.at(now, now), Style.HEADING);
        int room = Math.max(3, (rows - 8) / 3);
        page.gap();
        page.table(instances(usage.instances().orElse(List.of()), room, now));
        List<ServiceUsage> services = usage.services().orElse(List.of());
        if (!services.isEmpty()) {
            page.gap();
            page.table(services(services, room));
        }
        List<TaskUsage> tasks = usage.tasks().orElse(List.of());
        if (!tasks.isEmpty()) {
            page.gap();
            page.table(tasks(tasks, room, now));
        }
        page.keep(rows);
        return page;
    }

    private static List<Page.Row> instances(List<InstanceUsage> instances, int room, Instant now) {
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "INSTANCE", "CPU", "MEMORY", "DISK", "TASKS", "SEEN"));
        for (InstanceUsage one : instances.stream().limit(room).toList()) {
            boolean busy =
                    one.cpuPercent().orElse(0.0) > BUSY || one.diskPercent().orElse(0.0) > BUSY;
            rows.add(Page.Row.of(
                    busy ? Style.WARNING : Style.PLAIN,
                    one.name().orElse(""),
                    one.cpuPercent().map(Words::percent).orElse("-"),
                    one.memoryMib().map(Words::mib).orElse("-") + " of "
                            + Words.mib(one.memoryTotalMib().orElse(0)),
                    one.diskPercent().map(Words::percent).orElse("-"),
                    String.valueOf(one.runningTasks().orElse(0)),
                    one.at().map(at -> age(at, now)).orElse("-")));
        }
        return rows;
    }

    private static String age(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds()) + " s ago";
    }

    private static List<Page.Row> services(List<ServiceUsage> services, int room) {
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "SERVICE", "CPU", "MEMORY", "TASKS"));
        for (ServiceUsage one : services.stream().limit(room).toList()) {
            rows.add(Page.Row.of(
                    Style.PLAIN,
                    one.serviceName().orElse(""),
                    Words.percent(one.cpuPercent().orElse(0.0)),
                    Words.mib(one.memoryMib().orElse(0.0)),
                    String.valueOf(one.runningTasks().orElse(0))));
        }
        return rows;
    }

    private static List<Page.Row> tasks(List<TaskUsage> tasks, int room, Instant now) {
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "TASK", "GROUP", "INSTANCE", "CPU", "MEMORY", "IN", "OUT", "SEEN"));
        for (TaskUsage one : tasks.stream().limit(room).toList()) {
            rows.add(Page.Row.of(
                    Style.PLAIN,
                    Words.brief(one.taskArn().orElse("")),
                    one.group().orElse(""),
                    one.instanceName().orElse(""),
                    Words.percent(one.cpuPercent().orElse(0.0)),
                    Words.mib(one.memoryMib().orElse(0.0)),
                    Words.rate(one.receivedBytesPerSecond().orElse(0.0)),
                    Words.rate(one.sentBytesPerSecond().orElse(0.0)),
                    one.at().map(at -> age(at, now)).orElse("-")));
        }
        return rows;
    }
}
