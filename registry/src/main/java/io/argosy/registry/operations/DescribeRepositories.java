package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeRepositoriesRequest;
import io.argosy.shapes.ecr.DescribeRepositoriesResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeRepositories`: the repositories of the caller's registry, all or by name.
public final class DescribeRepositories
        implements Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;
    private final EcrShapes shapes;

    public DescribeRepositories(Repositories repositories, NamedRepositories named, EcrShapes shapes) {
        this.repositories = repositories;
        this.named = named;
        this.shapes = shapes;
    }

    @Override
    public OperationModel<DescribeRepositoriesRequest, DescribeRepositoriesResponse> model() {
        return Ecr.DESCRIBE_REPOSITORIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeRepositoriesRequest request) {
        return RepositoryPermissions.onEach(
                "ecr:DescribeRepositories", caller, request.repositoryNames().orElse(List.of()), request.registryId());
    }

    @Override
    public DescribeRepositoriesResponse handle(Caller caller, DescribeRepositoriesRequest request) {
        Page<Repository> page = request.repositoryNames()
                .map(names -> new Page<>(byName(caller, request, names), Optional.<String>empty()))
                .orElseGet(() -> page(caller, request));
        return DescribeRepositoriesResponse.builder()
                .repositories(page.items().stream()
                        .map(repository -> shapes.repository(caller.realm(), repository))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private List<Repository> byName(Caller caller, DescribeRepositoriesRequest request, List<String> names) {
        return names.stream()
                .map(name -> named.repository(named.place(caller, name, request.registryId())))
                .toList();
    }

    private Page<Repository> page(Caller caller, DescribeRepositoriesRequest request) {
        String account = caller.realm().account();
        List<Repository> all =
                request.registryId().orElse(account).equals(account) ? repositories.all(caller.realm()) : List.of();
        return Page.of(
                all,
                Repository::name,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
    }
}
