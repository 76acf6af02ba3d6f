package io.argosy.registry;

import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.RegistryTokens;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Durably;
import io.argosy.registry.blobs.Sweep;
import io.argosy.registry.distribution.Endpoints;
import io.argosy.registry.images.ImageNeeds;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Repositories;
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
        Durably.folder(settings.dataDir());
        var blobs = new Blobs(settings.dataDir(), settings.blobBytes(), ids, clock);
        var tokens = RegistryTokens.open(settings.dataDir().resolve("registry-token.key"), clock);
        var repositories = new Repositories(stores, blobs);
        var images = new Images(stores, blobs, clock);
        var removals = new Removals(stores);
        var rules = new Endpoints.PushRules(settings.createOnPush(), settings.manifestBytes());
        var endpoints = new Endpoints(blobs, repositories, images, removals, rules);
        return new Registry(
                tokens,
                new Sweep(blobs, new ImageNeeds(stores), settings.keep(), clock),
                endpoints.route(new RegistryLogin(tokens), rights),
                List.of());
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
