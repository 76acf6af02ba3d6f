package io.argosy.builds;

import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListBuildsRequest;
import io.argosy.shapes.argosy.ListBuildsResponse;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListBuilds`: the builds for a repository, or all, the newest first.
final class ListBuilds implements Operation<ListBuildsRequest, ListBuildsResponse> {
    private static final int USUAL = 100;
    /// Comes after every key.
    private static final String END = "\uffff";

    private final BuildStore builds;
    private final String registry;

    ListBuilds(BuildStore builds, String registry) {
        this.builds = builds;
        this.registry = registry;
    }

    @Override
    public OperationModel<ListBuildsRequest, ListBuildsResponse> model() {
        return Argosy.LIST_BUILDS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListBuildsRequest request) {
        String resource = request.repositoryName()
                .map(new Arns(caller.realm())::repository)
                .orElse(Permission.ANY_RESOURCE);
        return List.of(Permission.on("argosy:ListBuilds", resource));
    }

    @Override
    public ListBuildsResponse handle(Caller caller, ListBuildsRequest request) {
        int most = request.maxResults().orElse(USUAL);
        if (most < 1 || most > USUAL) {
            throw BuildStore.invalid("maxResults should be between 1 and " + USUAL);
        }
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        String before = request.nextToken()
                .map(token -> tokens.key(token).orElseThrow(() -> BuildStore.invalid("The nextToken is not valid.")))
                .orElse(END);
        List<Build> page = found(builds.in(caller.realm()), request, before)
                .filter(build ->
                        request.state().map(build.state().word()::equals).orElse(true))
                .limit(most + 1L)
                .toList();
        List<Build> shown = page.subList(0, Math.min(most, page.size()));
        var shape = new BuildShape(caller.realm(), registry);
        return ListBuildsResponse.builder()
                .builds(shown.stream().map(shape::of).toList())
                .nextToken(
                        page.size() > most
                                ? Optional.of(tokens.behind(shown.getLast().key()))
                                : Optional.empty())
                .build();
    }

    private static Stream<Build> found(Table<Build> builds, ListBuildsRequest request, String before) {
        return request.repositoryName()
                .map(repository -> builds.backwards(Build.BY_REPOSITORY, repository, before))
                .orElseGet(() -> builds.before(Build.BY_TIME, "", before));
    }
}
