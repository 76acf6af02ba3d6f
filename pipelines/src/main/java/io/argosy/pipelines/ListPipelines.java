package io.argosy.pipelines;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListPipelinesRequest;
import io.argosy.shapes.argosy.ListPipelinesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `ListPipelines`: by name.
final class ListPipelines implements Operation<ListPipelinesRequest, ListPipelinesResponse> {
    private final PipelineStore pipelines;

    ListPipelines(PipelineStore pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public OperationModel<ListPipelinesRequest, ListPipelinesResponse> model() {
        return Argosy.LIST_PIPELINES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListPipelinesRequest request) {
        return List.of(Permission.on("argosy:ListPipelines"));
    }

    @Override
    public ListPipelinesResponse handle(Caller caller, ListPipelinesRequest request) {
        int most = Pages.size(request.maxResults());
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        String after = Pages.place(request.nextToken(), tokens).orElse("");
        List<Pipeline> page = pipelines
                .in(caller.realm())
                .table(Pipeline.KIND)
                .after(after)
                .limit(most + 1L)
                .toList();
        List<Pipeline> shown = page.subList(0, Math.min(most, page.size()));
        var shape = new PipelineShape(caller.realm());
        return ListPipelinesResponse.builder()
                .pipelines(shown.stream().map(shape::of).toList())
                .nextToken(
                        page.size() > most
                                ? Optional.of(tokens.behind(shown.getLast().key()))
                                : Optional.empty())
                .build();
    }
}
