package io.argosy.pipelines;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListPipelineRunsRequest;
import io.argosy.shapes.argosy.ListPipelineRunsResponse;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListPipelineRuns`: those of a pipeline, or of all, the newest first.
final class ListPipelineRuns implements Operation<ListPipelineRunsRequest, ListPipelineRunsResponse> {
    /// Comes after every key.
    private static final String END = "\uffff";

    private final PipelineStore pipelines;

    ListPipelineRuns(PipelineStore pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public OperationModel<ListPipelineRunsRequest, ListPipelineRunsResponse> model() {
        return Argosy.LIST_PIPELINE_RUNS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListPipelineRunsRequest request) {
        String arn = request.pipelineName()
                .map(name -> Pipeline.arn(caller.realm(), name))
                .orElse(Permission.ANY_RESOURCE);
        return List.of(Permission.on("argosy:ListPipelineRuns", arn));
    }

    @Override
    public ListPipelineRunsResponse handle(Caller caller, ListPipelineRunsRequest request) {
        request.pipelineName().ifPresent(name -> pipelines.existing(caller.realm(), name));
        int most = Pages.size(request.maxResults());
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        AccountState account = pipelines.in(caller.realm());
        List<PipelineRun> page = found(account.table(PipelineRun.KIND), request, tokens)
                .limit(most + 1L)
                .toList();
        List<PipelineRun> shown = page.subList(0, Math.min(most, page.size()));
        var shape = new PipelineShape(caller.realm());
        return ListPipelineRunsResponse.builder()
                .runs(shown.stream()
                        .map(run -> shape.of(run, account.table(Pipeline.KIND).get(run.pipeline())))
                        .toList())
                .nextToken(
                        page.size() > most
                                ? Optional.of(tokens.behind(
                                        request.pipelineName().isPresent()
                                                ? shown.getLast().key()
                                                : shown.getLast().moment()))
                                : Optional.empty())
                .build();
    }

    private static Stream<PipelineRun> found(
            Table<PipelineRun> runs, ListPipelineRunsRequest request, PageTokens tokens) {
        String before = Pages.place(request.nextToken(), tokens).orElse(END);
        return request.pipelineName()
                .map(PipelineRun::before)
                .map(prefix -> runs.before(PipelineRun.BY_PIPELINE, prefix, prefix + before))
                .orElseGet(() -> runs.before(PipelineRun.BY_TIME, "", before));
    }
}
