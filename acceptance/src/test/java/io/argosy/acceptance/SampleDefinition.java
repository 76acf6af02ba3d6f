package io.argosy.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A row of the table in samples/definitions: a file, how a task of it is run, and what is to be seen then.
record SampleDefinition(String name, Way way, List<String> seen) {
    static final Path FOLDER =
            Path.of("../samples/definitions").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("\\| \\[(.+)]\\(\\1\\.json\\) \\| .+ \\| (.+) \\| (.+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern GROUP = Pattern.compile("\"awslogs-group\": \"([^\"]+)\"");
    private static final Pattern FAMILY = Pattern.compile("\"family\": \"([^\"]+)\"");

    enum Way {
        TASK("task"),
        STOPPED_TASK("task that is stopped"),
        SERVICE("service of 2"),
        NOT_RUN("refused to run"),
        NOT_REGISTERED("refused to register");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        private static Way of(String words) {
            return Stream.of(values())
                    .filter(way -> way.words.equals(words))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(words));
        }
    }

    static List<SampleDefinition> all() throws IOException {
        return Files.readAllLines(FOLDER.resolve("README.md")).stream()
                .map(ROW::matcher)
                .flatMap(row -> row.results().map(SampleDefinition::of))
                .toList();
    }

    private static SampleDefinition of(MatchResult row) {
        List<String> seen = QUOTED.matcher(row.group(3))
                .results()
                .map(quoted -> quoted.group(1).replace("\\n", "\n"))
                .toList();
        return new SampleDefinition(row.group(1), Way.of(row.group(2)), seen);
    }

    Path file() {
        return FOLDER.resolve(name + ".json");
    }

    private String text() throws IOException {
        return Files.readString(file());
    }

    String family() throws IOException {
        return FAMILY.matcher(text()).results().findFirst().orElseThrow().group(1);
    }

    /// Those of its containers' lines.
    Set<String> logGroups() throws IOException {
        return GROUP.matcher(text()).results().map(group -> group.group(1)).collect(Collectors.toSet());
    }

    /// What the CLI has to be told besides, as a definition cannot say it.
    List<String> launch() throws IOException {
        List<String> words = new ArrayList<>();
        if (text().contains("\"networkMode\": \"awsvpc\"")) {
            words.addAll(List.of(
                    "--network-configuration",
                    "awsvpcConfiguration={subnets=[subnet-0a1b2c3d],securityGroups=[sg-4e5f6a7b]}"));
        }
        if (text().contains("\"FARGATE\"")) {
            words.addAll(List.of("--launch-type", "FARGATE"));
        }
        return words;
    }

    boolean makesItsLogGroup() throws IOException {
        return text().contains("\"awslogs-create-group\": \"true\"");
    }

    @Override
    public String toString() {
        return name;
    }
}
