package io.argosy.bench;

import java.io.IOException;
import java.util.List;

/// How long a task takes from `RunTask` to RUNNING, and the same container by `docker run -d`, in turn on one engine.
final class TaskStarts {
    static final String IMAGE = "argosy-bench/busybox:local";
    private static final String DEFINITION = """
            {"family":"bench","containerDefinitions":[{"name":"main","image":"%s","memory":16,"stopTimeout":1,
             "command":["sleep","300"]}]}""";
    /// Ends when it is asked to, as the first process of a container must do by itself.
    static final List<String> COMMAND =
            List.of("busybox", "sh", "-c", "trap 'exit 0' TERM; busybox sleep 300 & wait $!");

    private final Wire wire;

    TaskStarts(Wire wire) {
        this.wire = wire;
    }

    record Times(Summary tasks, Summary dockerRuns) {}

    static void makeImage() throws IOException {
        docker("sh", "-c", """
                set -e; dir=$(mktemp -d); mkdir "$dir/bin"; cp "$(command -v busybox)" "$dir/bin/busybox"
                ln -s busybox "$dir/bin/sleep"; tar -C "$dir" -c . | docker import - %s; rm -rf "$dir"
                """.formatted(IMAGE));
    }

    /// What an agent keeps for those who want to look at it later is nothing to anybody here.
    static void removeContainers() throws IOException {
        docker("sh", "-c", "docker ps -aq --filter ancestor=%1$s | xargs -r docker rm -f".formatted(IMAGE));
    }

    Times measure(int rounds) throws IOException {
        wire.call("RegisterTaskDefinition", DEFINITION.formatted(IMAGE));
        double[] tasks = new double[rounds];
        double[] runs = new double[rounds];
        task();
        for (int i = 0; i < rounds; i++) {
            tasks[i] = task();
            runs[i] = dockerRun();
        }
        return new Times(Summary.of(tasks), Summary.of(runs));
    }

    private double task() throws IOException {
        long began = System.nanoTime();
        String started = wire.call("RunTask", "{\"cluster\":\"bench\",\"taskDefinition\":\"bench\"}");
        int from = started.indexOf("\"taskArn\":\"") + 11;
        String arn = started.substring(from, started.indexOf('"', from));
        String question = "{\"cluster\":\"bench\",\"tasks\":[\"" + arn + "\"]}";
        Program.until(() -> wire.call("DescribeTasks", question).contains("\"startedAt\""));
        double millis = (System.nanoTime() - began) / 1e6;
        wire.call("StopTask", "{\"cluster\":\"bench\",\"task\":\"" + arn + "\"}");
        Program.until(() -> wire.call("DescribeTasks", question).contains("\"stoppedAt\""));
        return millis;
    }

    private static double dockerRun() throws IOException {
        long began = System.nanoTime();
        String id = docker("docker", "run", "-d", "--memory", "16m", IMAGE, "sleep", "300");
        double millis = (System.nanoTime() - began) / 1e6;
        docker("docker", "rm", "-f", id);
        return millis;
    }

    private static String docker(String... words) throws IOException {
        return Containers.command(List.of(words));
    }
}
