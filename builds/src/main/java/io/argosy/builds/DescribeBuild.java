package io.argosy.builds;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribeBuildRequest;
import io.argosy.shapes.argosy.DescribeBuildResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeBuild`: how far a build is, or how it ended.
final class DescribeBuild implements Operation<DescribeBuildRequest, DescribeBuildResponse> {
    private final BuildStore builds;
    private final String registry;

    DescribeBuild(BuildStore builds, String registry) {
        this.builds = builds;
        this.registry = registry;
    }

    @Override
    public OperationModel<DescribeBuildRequest, DescribeBuildResponse> model() {
        return Argosy.DESCRIBE_BUILD;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeBuildRequest request) {
        return builds.permissions("argosy:DescribeBuild", caller, request.buildId());
    }

    @Override
    public DescribeBuildResponse handle(Caller caller, DescribeBuildRequest request) {
        Build build = builds.existing(caller.realm(), request.buildId());
        return DescribeBuildResponse.builder()
                .imageBuild(new BuildShape(caller.realm(), registry).of(build))
                .build();
    }
}
