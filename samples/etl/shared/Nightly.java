package shop;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the schedule starts: submits the four steps of a run, each with the one before it as its dependency, and stays
/// until the last has ended. So the run succeeds when the pipeline does, and the next one can see whether it goes on.
public final class Nightly {
    private static final Pattern ID = Pattern.compile("\"jobId\" ?: ?\"([^\"]+)\"");
    private static final Pattern JOB =
            Pattern.compile("\"(jobName|status)\" ?: ?\"(extract|transform|load|report|[A-Z]{6,9})\"");
    private static final int LONGEST_SECONDS = 900;

    private final Batch batch;
    private final String definition;
    private final String run;

    private Nightly(Batch batch, String definition, String run) {
        this.batch = batch;
        this.definition = definition;
        this.run = run;
    }

    /// The job definition with its revision, and for when the run is due.
    public static void main(String[] words) throws IOException, InterruptedException {
        var nightly = new Nightly(Batch.withTheTasksRole(), words[0], words[0] + ":" + words[1]);
        String extract = nightly.submit("extract", "");
        String transform = nightly.submit(
                "transform", after(extract) + ", \"arrayProperties\": {\"size\": " + Pipeline.SHARDS + "}");
        String load = nightly.submit("load", after(transform));
        String report = nightly.submit("report", after(load));
        System.exit(nightly.await(List.of(extract, transform, load, report)) ? 0 : 1);
    }

    private static String after(String job) {
        return ", \"dependsOn\": [{\"jobId\": \"" + job + "\"}]";
    }

    private String submit(String step, String more) throws IOException {
        String answer = batch.call("SubmitJob", """
                {"jobName": "%s", "jobQueue": "etl", "jobDefinition": "%s",
                 "parameters": {"step": "%s", "run": "%s"}%s}""".formatted(step, definition, step, run, more));
        return ID.matcher(answer).results().findFirst().orElseThrow().group(1);
    }

    /// Whether the last one succeeded. One that fails fails those that depend on it.
    private boolean await(List<String> jobs) throws IOException, InterruptedException {
        String ids = "{\"jobs\": [\"" + String.join("\", \"", jobs) + "\"]}";
        Map<String, String> before = new HashMap<>();
        for (int second = 0; second < LONGEST_SECONDS; second++) {
            Map<String, String> now = statuses(batch.call("DescribeJobs", ids));
            now.forEach((step, status) -> {
                if (!status.equals(before.put(step, status))) {
                    System.out.println(definition + " " + step + " " + status);
                }
            });
            String last = now.getOrDefault("report", "");
            if (last.equals("SUCCEEDED") || last.equals("FAILED")) {
                return last.equals("SUCCEEDED");
            }
            Thread.sleep(1_000);
        }
        System.out.println("the run did not end within " + LONGEST_SECONDS + " s");
        return false;
    }

    /// Of each job by its name. Names and statuses of a job come in turn; which comes first is the service's business.
    private static Map<String, String> statuses(String answer) {
        Map<String, String> statuses = new HashMap<>();
        List<MatchResult> found = JOB.matcher(answer).results().toList();
        for (int i = 0; i + 1 < found.size(); i += 2) {
            boolean nameFirst = found.get(i).group(1).equals("jobName");
            statuses.put(found.get(nameFirst ? i : i + 1).group(2), found.get(nameFirst ? i + 1 : i).group(2));
        }
        return statuses;
    }
}
