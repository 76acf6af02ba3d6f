package io.argosy.registry.operations;

import io.argosy.lifecycle.LifecycleRule;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.lifecycle.LifecyclePreview;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.GetLifecyclePolicyPreviewResponse;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.LifecyclePolicyPreviewFilter;
import io.argosy.shapes.ecr.LifecyclePolicyPreviewResult;
import io.argosy.shapes.ecr.LifecyclePolicyPreviewSummary;
import io.argosy.shapes.ecr.LifecyclePolicyRuleAction;
import io.argosy.shapes.ecr.TransitioningImageTotalCount;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `GetLifecyclePolicyPreview`: what the policy would have done when the preview was started.
public final class GetLifecyclePolicyPreview
        implements Operation<GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse> {
    private final LifecyclePolicies policies;
    private final InstantSource clock;
    private final NamedRepositories named;

    public GetLifecyclePolicyPreview(LifecyclePolicies policies, InstantSource clock, NamedRepositories named) {
        this.policies = policies;
        this.clock = clock;
        this.named = named;
    }

    @Override
    public OperationModel<GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse> model() {
        return Ecr.GET_LIFECYCLE_POLICY_PREVIEW;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetLifecyclePolicyPreviewRequest request) {
        return RepositoryPermissions.on(
                "ecr:GetLifecyclePolicyPreview", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public GetLifecyclePolicyPreviewResponse handle(Caller caller, GetLifecyclePolicyPreviewRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        LifecyclePreview preview = policies.preview(key)
                .orElseThrow(() -> LifecycleErrors.previewNotFound(key).thrown());
        var answer = GetLifecyclePolicyPreviewResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .lifecyclePolicyText(preview.text());
        if (preview.expiredAt(clock.instant())) {
            return answer.status("EXPIRED").build();
        }
        var page = Page.of(
                wanted(preview, request),
                LifecyclePreview.Result::digest,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return answer.status("COMPLETE")
                .previewResults(page.items().stream()
                        .map(GetLifecyclePolicyPreview::shape)
                        .toList())
                .nextToken(page.nextToken())
                .summary(summary(preview))
                .build();
    }

    private static List<LifecyclePreview.Result> wanted(
            LifecyclePreview preview, GetLifecyclePolicyPreviewRequest request) {
        String status = request.filter()
                .flatMap(LifecyclePolicyPreviewFilter::tagStatus)
                .orElse("ANY");
        Optional<List<ImageIdentifier>> ids = request.imageIds();
        return preview.results().stream()
                .filter(result -> TagStatus.matches(status, !result.tags().isEmpty()))
                .filter(result -> ids.isEmpty() || ids.get().stream().anyMatch(id -> names(id, result)))
                .sorted(Comparator.comparing(LifecyclePreview.Result::digest))
                .toList();
    }

    private static boolean names(ImageIdentifier id, LifecyclePreview.Result result) {
        return id.imageDigest().map(result.digest()::equals).orElse(true)
                && id.imageTag().map(result.tags()::contains).orElse(true);
    }

    private static LifecyclePolicyPreviewResult shape(LifecyclePreview.Result result) {
        boolean archives = result.action() == LifecycleRule.Action.ARCHIVE;
        var action = LifecyclePolicyRuleAction.builder().type(archives ? "TRANSITION" : "EXPIRE");
        if (archives) {
            action.targetStorageClass("ARCHIVE");
        }
        return LifecyclePolicyPreviewResult.builder()
                .imageDigest(result.digest())
                .imageTags(EcrShapes.some(result.tags()))
                .imagePushedAt(result.pushedAt())
                .action(action.build())
                .appliedRulePriority(result.priority())
                .storageClass(result.archived() ? "ARCHIVE" : "STANDARD")
                .build();
    }

    private static LifecyclePolicyPreviewSummary summary(LifecyclePreview preview) {
        var summary = LifecyclePolicyPreviewSummary.builder().expiringImageTotalCount(preview.expiring());
        if (preview.archiving() > 0) {
            summary.transitioningImageTotalCounts(List.of(TransitioningImageTotalCount.builder()
                    .targetStorageClass("ARCHIVE")
                    .imageTotalCount(preview.archiving())
                    .build()));
        }
        return summary.build();
    }
}
