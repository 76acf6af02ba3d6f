package io.argosy.shipping;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.ApprovePipelineRunRequest;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreatePipelineRequest;
import io.argosy.shapes.argosy.CreatePipelineResponse;
import io.argosy.shapes.argosy.DeletePipelineRequest;
import io.argosy.shapes.argosy.ListPipelineRunsRequest;
import io.argosy.shapes.argosy.ListPipelinesRequest;
import io.argosy.shapes.argosy.PipelineDescription;
import io.argosy.shapes.argosy.PipelineRunDescription;
import io.argosy.shapes.argosy.RetryPipelineRunRequest;
import io.argosy.shapes.argosy.StartPipelineRunRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `argosy pipeline` does, by public operations.
public final class Pipelining {
    private static final int A_PAGE = 100;
    private static final int BRIEF = 12;

    private final Calls calls;
    private final Telling telling;

    public Pipelining(ApiClient client, Telling telling) {
        this.calls = new Calls(client);
        this.telling = telling;
    }

    /// A pipeline, and where `bare` is said a bare git repository whose `git push` starts its runs.
    public void create(CreatePipelineRequest wanted, Optional<Path> bare, String branch)
            throws IOException, InterruptedException {
        if (!branch.matches("[A-Za-z0-9_][A-Za-z0-9_./+-]*")) {
            throw new IOException("--branch " + branch + " is no name of a branch");
        }
        calls.repository(wanted.repositoryName());
        CreatePipelineResponse made = calls.call(Argosy.CREATE_PIPELINE, wanted);
        PipelineDescription pipeline = made.pipeline().orElseThrow();
        telling.rows(
                List.of(List.of("created pipeline " + pipeline.pipelineName().orElse(""))), List.of(tree(made)));
        if (bare.isPresent()) {
            new BareRepository(bare.get(), wanted.pipelineName(), calls.client().endpoint()).make(branch);
            telling.step("git push " + bare.get().toAbsolutePath() + " starts it");
        }
        if (made.webhookSecret().isPresent()) {
            telling.step("webhook: " + calls.client().endpoint()
                    + pipeline.webhookPath().orElse("") + ", content type application/json, secret "
                    + made.webhookSecret().get());
        }
    }

    /// A structure of an API as it travels.
    private static Map<String, Object> tree(Shape shape) {
        try {
            return JsonTree.object(new String(JsonCodec.write(shape), StandardCharsets.UTF_8));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("what was written cannot be read", impossible);
        }
    }

    public void list() throws IOException {
        List<PipelineDescription> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = calls.call(
                    Argosy.LIST_PIPELINES,
                    ListPipelinesRequest.builder().nextToken(next).build());
            all.addAll(page.pipelines().orElse(List.of()));
            next = page.nextToken();
        } while (next.isPresent());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PIPELINE", "SOURCE", "IMAGE", "SERVICE", "APPROVAL"));
        all.forEach(one -> rows.add(List.of(
                one.pipelineName().orElse(""),
                one.gitUrl()
                        .map(url -> url + " " + one.branch().orElse(""))
                        .or(() -> one.tagPattern().map(pattern -> "tags " + pattern))
                        .orElse("pushed commits"),
                one.repositoryName().orElse(""),
                last(one.clusterArn().orElse("")) + "/" + one.serviceName().orElse(""),
                one.approval().orElse(false) ? "asked for" : "-")));
        telling.rows(rows, all.stream().map(Pipelining::tree).toList());
    }

    public void delete(String name) throws IOException {
        calls.call(
                Argosy.DELETE_PIPELINE,
                DeletePipelineRequest.builder().pipelineName(name).build());
        telling.fact("deleted pipeline " + name);
    }

    /// The newest runs, of one pipeline or of all.
    public void runs(Optional<String> name, int most) throws IOException {
        List<PipelineRunDescription> runs = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = calls.call(
                    Argosy.LIST_PIPELINE_RUNS,
                    ListPipelineRunsRequest.builder()
                            .pipelineName(name)
                            .maxResults(Math.clamp((long) most - runs.size(), 1, A_PAGE))
                            .nextToken(next)
                            .build());
            runs.addAll(page.runs().orElse(List.of()));
            next = page.nextToken();
        } while (next.isPresent() && runs.size() < most);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PIPELINE", "RUN", "STATE", "COMMIT", "IMAGE", "DEFINITION", "TOOK", "WHY"));
        for (PipelineRunDescription run : runs) {
            rows.add(row(run));
            run.logLines().orElse(List.of()).forEach(line -> rows.add(List.of("", "", "", "", "", "", "", line)));
        }
        telling.rows(rows, runs.stream().map(Pipelining::tree).toList());
    }

    private static List<String> row(PipelineRunDescription run) {
        return List.of(
                run.pipelineName().orElse(""),
                String.valueOf(run.run().orElse(0)),
                run.state().orElse(""),
                brief(run.commitId().orElse("-")),
                brief(run.imageDigest().orElse("-").replace("sha256:", "")),
                run.taskDefinitionArn().map(Pipelining::last).orElse("-"),
                took(run),
                run.reason().or(run::message).orElse(""));
    }

    private static String took(PipelineRunDescription run) {
        Instant from = run.createdAt().orElse(Instant.EPOCH);
        return run.endedAt()
                .map(to -> Duration.between(from, to).toSeconds() + " s")
                .orElse("-");
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(BRIEF, text.length()));
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    public void approve(String name, int run, boolean yes, Optional<String> comment) throws IOException {
        var answered = calls.call(
                Argosy.APPROVE_PIPELINE_RUN,
                ApprovePipelineRunRequest.builder()
                        .pipelineName(name)
                        .run(run)
                        .approve(yes)
                        .comment(comment)
                        .build());
        telling.fact("run " + run + " is "
                + answered.run().flatMap(PipelineRunDescription::state).orElse(""));
    }

    public void retry(String name, int run) throws IOException {
        begun(calls.call(
                        Argosy.RETRY_PIPELINE_RUN,
                        RetryPipelineRunRequest.builder()
                                .pipelineName(name)
                                .run(run)
                                .build())
                .run());
    }

    private void begun(Optional<PipelineRunDescription> run) {
        telling.outcome(
                "started",
                Map.of(
                        "run",
                        String.valueOf(run.flatMap(PipelineRunDescription::run).orElse(0))));
    }

    /// Brings what a commit of a git repository has, and starts a run of it; the newest commit where none is said.
    public void push(String name, Path repository, Optional<String> said) throws IOException, InterruptedException {
        PipelineDescription pipeline = described(name);
        var git = new Program(repository, Map.of());
        String commit = git.answer(List.of("git", "rev-parse", "--verify", said.orElse("HEAD") + "^{commit}"));
        if (commit.isEmpty()) {
            throw new IOException(repository + " has no commit " + said.orElse("HEAD"));
        }
        Path archive = Files.createTempFile("argosy-source", ".tar.gz");
        try {
            git.run(List.of("git", "archive", "--format=tar.gz", "--output=" + archive, commit), "", telling::passing);
            String digest = new SourceUpload(calls, telling)
                    .put(pipeline.repositoryName().orElseThrow(), archive);
            begun(calls.call(
                            Argosy.START_PIPELINE_RUN,
                            StartPipelineRunRequest.builder()
                                    .pipelineName(name)
                                    .commitId(commit)
                                    .message(git.answer(List.of("git", "log", "-1", "--format=%s", commit)))
                                    .sourceDigest(digest)
                                    .build())
                    .run());
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /// Has a pipeline run that fetches its source itself.
    public void start(String name) throws IOException {
        begun(calls.call(
                        Argosy.START_PIPELINE_RUN,
                        StartPipelineRunRequest.builder().pipelineName(name).build())
                .run());
    }

    private PipelineDescription described(String name) throws IOException {
        Optional<String> next = Optional.empty();
        do {
            var page = calls.call(
                    Argosy.LIST_PIPELINES,
                    ListPipelinesRequest.builder().nextToken(next).build());
            Optional<PipelineDescription> found = page.pipelines().orElse(List.of()).stream()
                    .filter(one -> one.pipelineName().equals(Optional.of(name)))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            next = page.nextToken();
        } while (next.isPresent());
        throw new IOException("there is no pipeline " + name);
    }
}
