package io.argosy.registry;

import io.argosy.model.Kind;
import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.RegistryTokens;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.FileSync;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Sweep;
import io.argosy.registry.distribution.Endpoints;
import io.argosy.registry.images.ImageNeeds;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.RegistryState;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.operations.BatchCheckLayerAvailability;
import io.argosy.registry.operations.BatchDeleteImage;
import io.argosy.registry.operations.BatchGetImage;
import io.argosy.registry.operations.CreateRepository;
import io.argosy.registry.operations.DeleteRepository;
import io.argosy.registry.operations.DescribeImages;
import io.argosy.registry.operations.DescribeRepositories;
import io.argosy.registry.operations.EcrShapes;
import io.argosy.registry.operations.GetAuthorizationToken;
import io.argosy.registry.operations.ListImages;
import io.argosy.registry.operations.ListTagsForResource;
import io.argosy.registry.operations.NamedRepositories;
import io.argosy.registry.operations.PutImage;
import io.argosy.registry.operations.PutImageTagMutability;
import io.argosy.registry.operations.TagResource;
import io.argosy.registry.operations.UntagResource;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry as one thing: what the server routes to it, the ECR operations, and its housekeeping. Opening it wires
/// its parts together; whoever runs the server calls `sweep` now and then.
public final class Registry {
    private static final Logger log = LoggerFactory.getLogger(Registry.class);

    /// The kinds of entities that the stores must know for a registry.
    public static final List<Kind<?>> KINDS = RegistryState.KINDS;

    private final RegistryTokens tokens;
    private final Sweep sweep;
    private final Route route;
    private final List<Operation<?, ?>> operations;

    private Registry(RegistryTokens tokens, Sweep sweep, Route route, List<Operation<?, ?>> operations) {
        this.tokens = tokens;
        this.sweep = sweep;
        this.route = route;
        this.operations = List.copyOf(operations);
    }

    /// A registry whose token holders may do everything in their realm; `ids` are 32 hex digits each.
    public static Registry open(RegistrySettings settings, Stores stores, InstantSource clock, Supplier<String> ids)
            throws IOException {
        return open(settings, stores, RegistryRights.EVERYTHING, clock, ids);
    }

    public static Registry open(
            RegistrySettings settings, Stores stores, RegistryRights rights, InstantSource clock, Supplier<String> ids)
            throws IOException {
        FileSync.folder(settings.dataDir());
        var room = new Blobs.Room(
                settings.dataDir(),
                settings.blobBytes(),
                settings.storage().reserve(),
                settings.storage().keep());
        var blobs = new Blobs(room, key -> exists(stores, key), ids, clock);
        var tokens = RegistryTokens.open(settings.dataDir().resolve("registry-token.key"), clock);
        var repositories = new Repositories(stores, blobs);
        var images = new Images(stores, blobs, clock);
        var removals = new Removals(stores, blobs);
        var rules = new Endpoints.Rules(
                settings.pushes().createRepositories(), settings.pushes().deleteBlobs(), settings.manifestBytes());
        var named = new NamedRepositories(repositories);
        var shapes = new EcrShapes(settings.authority());
        var endpoints = new Endpoints(blobs, repositories, images, removals, rules);
        return new Registry(
                tokens,
                new Sweep(blobs, new ImageNeeds(stores), settings.storage().keep(), clock),
                endpoints.route(new RegistryLogin(tokens), rights),
                List.of(
                        new GetAuthorizationToken(tokens, settings.endpoint()),
                        new CreateRepository(repositories, named, shapes, clock),
                        new DescribeRepositories(repositories, named, shapes),
                        new DeleteRepository(repositories, named, shapes),
                        new PutImageTagMutability(repositories, named),
                        new TagResource(repositories, named),
                        new UntagResource(repositories, named),
                        new ListTagsForResource(named),
                        new ListImages(images, named),
                        new DescribeImages(images, named),
                        new BatchGetImage(images, named),
                        new PutImage(images, named),
                        new BatchDeleteImage(removals, named),
                        new BatchCheckLayerAvailability(blobs, named)));
    }

    private static boolean exists(Stores stores, RepositoryKey key) {
        return RegistryState.of(stores.account(key.realm()).read())
                .repository(key.name())
                .isPresent();
    }

    public Route route() {
        return route;
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Ends every token there is; clients log in again.
    public void revokeTokens() throws IOException {
        tokens.revokeAll();
    }

    /// Removes abandoned uploads and what no image needs, all only after it has been left alone for a while.
    public Sweep.Swept sweep() throws IOException {
        Sweep.Swept swept = sweep.run();
        log.info(
                "registry sweep: uploads={} links={} blobs={} bytes={}",
                swept.uploads(),
                swept.links(),
                swept.blobs(),
                swept.bytes());
        return swept;
    }
}
