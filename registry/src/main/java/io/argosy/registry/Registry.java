package io.argosy.registry;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.registry.access.DownloadLinks;
import io.argosy.registry.access.PolicyRules;
import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.RegistryTokens;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.FileSync;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Sweep;
import io.argosy.registry.distribution.Endpoints;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.ImageNeeds;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.PullTimeExclusion;
import io.argosy.registry.images.RegistryState;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.registry.images.RepositoryPolicy;
import io.argosy.registry.lifecycle.ImageUses;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.registry.lifecycle.LifecyclePreview;
import io.argosy.registry.operations.EcrOperations;
import io.argosy.registry.settings.AccountSetting;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.registry.settings.ScanningRules;
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
    public static final List<Kind<?>> KINDS = List.of(
            Repository.KIND,
            Image.KIND,
            RepositoryPolicy.KIND,
            LifecyclePolicy.KIND,
            LifecyclePreview.KIND,
            CreationTemplate.KIND,
            AccountSetting.KIND,
            ScanningRules.KIND,
            PullTimeExclusion.KIND);

    private static final List<Kind<? extends AccountEntity>> BELONGINGS =
            List.of(RepositoryPolicy.KIND, LifecyclePolicy.KIND, LifecyclePreview.KIND);

    private final RegistryTokens tokens;
    private final Sweep sweep;
    private final LifecyclePolicies lifecycle;
    private final Route route;
    private final List<Operation<?, ?>> operations;

    private Registry(
            RegistryTokens tokens,
            Sweep sweep,
            LifecyclePolicies lifecycle,
            Route route,
            List<Operation<?, ?>> operations) {
        this.tokens = tokens;
        this.sweep = sweep;
        this.lifecycle = lifecycle;
        this.route = route;
        this.operations = List.copyOf(operations);
    }

    /// What others know: what a token's holder may do, which images are in use, and what policies mean.
    public record Doors(RegistryRights rights, ImageUses uses, PolicyRules policies) {}

    /// `ids` are 32 hex digits each.
    public static Registry open(
            RegistrySettings settings, Stores stores, Doors doors, InstantSource clock, Supplier<String> ids)
            throws IOException {
        FileSync.folder(settings.dataDir());
        var room = new Blobs.Room(
                settings.dataDir(),
                settings.blobBytes(),
                settings.storage().reserve(),
                settings.storage().keep());
        var blobs = new Blobs(room, key -> exists(stores, key), ids, clock);
        var tokens = RegistryTokens.open(settings.dataDir().resolve("registry-token.key"), clock);
        var repositories = new Repositories(stores, blobs, BELONGINGS);
        var images = new Images(stores, blobs, clock);
        var removals = new Removals(stores, blobs);
        var templates = new CreationTemplates(stores);
        var lifecycle = new LifecyclePolicies(stores, doors.uses(), clock);
        var rules = new Endpoints.Rules(
                settings.pushes().createRepositories(), settings.pushes().deleteBlobs(), settings.manifestBytes());
        var endpoints = new Endpoints(new Endpoints.Content(blobs, repositories, images, removals, templates), rules);
        var operations = new EcrOperations(
                new EcrOperations.Content(blobs, repositories, images, removals),
                new EcrOperations.Policies(lifecycle, templates, doors.policies()),
                stores,
                clock);
        var login = new RegistryLogin(tokens, new DownloadLinks(tokens, settings.endpoint(), clock));
        return new Registry(
                tokens,
                new Sweep(blobs, new ImageNeeds(stores), settings.storage().keep(), clock),
                lifecycle,
                endpoints.route(login, doors.rights()),
                operations.all(tokens, settings.endpoint()));
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

    /// Carries out lifecycle policies that are due; how many images it took or archived.
    public int carryOutLifecyclePolicies() {
        return lifecycle.run();
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
