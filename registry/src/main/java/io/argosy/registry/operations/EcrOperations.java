package io.argosy.registry.operations;

import io.argosy.registry.access.DownloadLinks;
import io.argosy.registry.access.PolicyRules;
import io.argosy.registry.access.RegistryTokens;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The operations of ECR, put together.
public final class EcrOperations {
    private final Content content;
    private final Policies policies;
    private final Stores stores;
    private final InstantSource clock;
    private final NamedRepositories named;

    /// What repositories hold.
    public record Content(Blobs blobs, Repositories repositories, Images images, Removals removals) {}

    /// What is said about repositories.
    public record Policies(LifecyclePolicies lifecycle, CreationTemplates templates, PolicyRules rules) {}

    public EcrOperations(Content content, Policies policies, Stores stores, InstantSource clock) {
        this.content = content;
        this.policies = policies;
        this.stores = stores;
        this.clock = clock;
        this.named = new NamedRepositories(content.repositories());
    }

    /// `endpoint` is where clients reach this registry.
    public List<Operation<?, ?>> all(RegistryTokens tokens, URI endpoint) {
        var links = new DownloadLinks(tokens, endpoint, clock);
        return Stream.of(
                        List.of(new GetAuthorizationToken(tokens, endpoint)),
                        repositories(new EcrShapes(endpoint.getAuthority())),
                        images(),
                        layers(links),
                        lifecycle(),
                        said(),
                        registry())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
    }

    private List<Operation<?, ?>> repositories(EcrShapes shapes) {
        Repositories repositories = content.repositories();
        return List.of(
                new CreateRepository(repositories, named, shapes, clock),
                new DescribeRepositories(repositories, named, shapes),
                new DeleteRepository(repositories, named, shapes),
                new PutImageTagMutability(repositories, named),
                new TagResource(repositories, named),
                new UntagResource(repositories, named),
                new ListTagsForResource(named));
    }

    private List<Operation<?, ?>> images() {
        Images images = content.images();
        return List.of(
                new ListImages(images, named),
                new DescribeImages(images, named),
                new BatchGetImage(images, named),
                new PutImage(images, named),
                new BatchDeleteImage(content.removals(), named),
                new ListImageReferrers(images, named),
                new UpdateImageStorageClass(images, named),
                new StartImageScan(images, named),
                new DescribeImageSigningStatus(images, named),
                new DescribeImageReplicationStatus(images, named),
                new DescribeImageScanFindings(images, named));
    }

    private List<Operation<?, ?>> layers(DownloadLinks links) {
        Blobs blobs = content.blobs();
        return List.of(
                new BatchCheckLayerAvailability(blobs, content.images(), named),
                new InitiateLayerUpload(blobs, named),
                new UploadLayerPart(blobs, named),
                new CompleteLayerUpload(blobs, named),
                new GetDownloadUrlForLayer(blobs, content.images(), links, named));
    }

    private List<Operation<?, ?>> lifecycle() {
        LifecyclePolicies lifecycle = policies.lifecycle();
        return List.of(
                new PutLifecyclePolicy(lifecycle, named),
                new GetLifecyclePolicy(lifecycle, named),
                new DeleteLifecyclePolicy(lifecycle, named),
                new StartLifecyclePolicyPreview(lifecycle, named),
                new GetLifecyclePolicyPreview(lifecycle, clock, named));
    }

    /// Policies and templates.
    private List<Operation<?, ?>> said() {
        var ofRepositories = new RepositoryPolicies(stores, policies.rules());
        CreationTemplates templates = policies.templates();
        return List.of(
                new SetRepositoryPolicy(ofRepositories, named),
                new GetRepositoryPolicy(ofRepositories, named),
                new DeleteRepositoryPolicy(ofRepositories, named),
                new CreateRepositoryCreationTemplate(templates, ofRepositories, clock),
                new UpdateRepositoryCreationTemplate(templates, ofRepositories, clock),
                new DeleteRepositoryCreationTemplate(templates),
                new DescribeRepositoryCreationTemplates(templates));
    }

    /// What is said about a registry as a whole.
    private List<Operation<?, ?>> registry() {
        var scanning = new Scanning(stores);
        return List.of(
                new DescribeRegistry(),
                new GetRegistryPolicy(),
                new DeleteRegistryPolicy(),
                new GetSigningConfiguration(),
                new DeleteSigningConfiguration(),
                new ListReplicationBackfills(),
                new DescribePullThroughCacheRules(),
                new GetAccountSetting(stores),
                new PutAccountSetting(stores),
                new PutImageScanningConfiguration(content.repositories(), named),
                new BatchGetRepositoryScanningConfiguration(content.repositories(), scanning),
                new GetRegistryScanningConfiguration(scanning),
                new PutRegistryScanningConfiguration(scanning),
                new RegisterPullTimeUpdateExclusion(stores),
                new DeregisterPullTimeUpdateExclusion(stores),
                new ListPullTimeUpdateExclusions(stores));
    }
}
