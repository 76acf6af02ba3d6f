package io.argosy.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Many containers at once: by `RunTask`, by a service and by `docker` itself, in turn on one engine; and the end of
/// them by `StopTask` and by `docker stop`.
final class ManyStarts {
    private static final int PER_CALL = 10;
    private static final int PER_QUESTION = 100;
    /// Asked more often, the questions take what the containers need of the processors.
    private static final long GLANCE = 50;
    private static final Pattern TASK = Pattern.compile("\"taskArn\":\"([^\"]+)\"");
    private static final Pattern LISTED = Pattern.compile("\"(arn:[^\"]+)\"");
    private static final Pattern RUNNING = Pattern.compile("\"startedAt\"");
    private static final Pattern STOPPED = Pattern.compile("\"stoppedAt\"");
    private static final String DEFINITION = """
            {"family":"bench-many","containerDefinitions":[{"name":"main","image":"%s","memory":16,
             "command":["%s"]}]}""";

    private final Wire wire;
    private int services;

    ManyStarts(Wire wire) {
        this.wire = wire;
    }

    record Result(Summary tasks, Summary services, Summary runs, Summary taskStops, Summary stops) {}

    private void define() throws IOException {
        wire.call(
                "RegisterTaskDefinition",
                DEFINITION.formatted(TaskStarts.IMAGE, String.join("\",\"", TaskStarts.COMMAND)));
    }

    /// Starts tasks that stay.
    void keep(int count) throws IOException {
        define();
        await(runTasks(count), RUNNING);
    }

    Result measure(int count, int rounds) throws IOException {
        define();
        var times = new double[5][rounds];
        for (int i = 0; i < rounds; i++) {
            long began = System.nanoTime();
            List<String> tasks = runTasks(count);
            await(tasks, RUNNING);
            times[0][i] = since(began);
            times[3][i] = stopped(tasks);
            var containers = Containers.start(count);
            times[2][i] = containers.millis();
            times[4][i] = Containers.stop(containers.ids());
            Containers.remove(containers.ids());
            times[1][i] = service(count);
        }
        return new Result(
                Summary.of(times[0]),
                Summary.of(times[1]),
                Summary.of(times[2]),
                Summary.of(times[3]),
                Summary.of(times[4]));
    }

    private List<String> runTasks(int count) throws IOException {
        List<String> arns = new ArrayList<>();
        for (int left = count; left > 0; left -= PER_CALL) {
            arns.addAll(all(
                    TASK,
                    wire.call(
                            "RunTask",
                            "{\"cluster\":\"bench\",\"taskDefinition\":\"bench-many\",\"count\":%d}"
                                    .formatted(Math.min(left, PER_CALL)))));
        }
        return arns;
    }

    private double stopped(List<String> tasks) throws IOException {
        long began = System.nanoTime();
        for (String arn : tasks) {
            wire.call("StopTask", "{\"cluster\":\"bench\",\"task\":\"" + arn + "\"}");
        }
        await(tasks, STOPPED);
        return since(began);
    }

    private double service(int count) throws IOException {
        String name = "many-" + services++;
        long began = System.nanoTime();
        wire.call(
                "CreateService",
                "{\"cluster\":\"bench\",\"serviceName\":\"%s\",\"taskDefinition\":\"bench-many\",\"desiredCount\":%d}"
                        .formatted(name, count));
        String question = "{\"cluster\":\"bench\",\"services\":[\"" + name + "\"]}";
        Program.until(() -> {
            Program.pause(GLANCE);
            return wire.call("DescribeServices", question).contains("\"runningCount\":" + count);
        });
        double millis = since(began);
        List<String> tasks =
                all(LISTED, wire.call("ListTasks", "{\"cluster\":\"bench\",\"serviceName\":\"" + name + "\"}"));
        wire.call("DeleteService", "{\"cluster\":\"bench\",\"service\":\"" + name + "\",\"force\":true}");
        await(tasks, STOPPED);
        return millis;
    }

    private void await(List<String> tasks, Pattern moment) throws IOException {
        for (int from = 0; from < tasks.size(); from += PER_QUESTION) {
            List<String> some = tasks.subList(from, Math.min(tasks.size(), from + PER_QUESTION));
            String question = "{\"cluster\":\"bench\",\"tasks\":[\"" + String.join("\",\"", some) + "\"]}";
            Program.until(() -> {
                Program.pause(GLANCE);
                return moment.matcher(wire.call("DescribeTasks", question))
                                .results()
                                .count()
                        == some.size();
            });
        }
    }

    /// What the pattern's first group is, each once: a task's containers name it too.
    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
