package io.argosy.registry.distribution;

import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.wire.Route;
import java.io.IOException;

/// The parts of the OCI distribution API, each at its address.
public final class Endpoints {
    private final BlobEndpoint blobs;
    private final UploadEndpoint uploads;
    private final ManifestEndpoint manifests;
    private final ListEndpoint lists;
    private final ReferrersEndpoint referrers;

    /// What clients may do: make the repositories their pushes name, delete blobs, and send manifests of this size.
    public record Rules(boolean createOnPush, boolean deleteBlobs, int manifestBytes) {}

    /// What the registry knows, by what it knows.
    public record Content(
            Blobs blobs, Repositories repositories, Images images, Removals removals, CreationTemplates templates) {}

    public Endpoints(Content content, Rules rules) {
        var known = new KnownRepositories(content.repositories(), content.templates(), rules.createOnPush());
        this.blobs = new BlobEndpoint(content.blobs(), content.removals(), known, rules.deleteBlobs());
        this.uploads = new UploadEndpoint(content.blobs(), known);
        this.manifests = new ManifestEndpoint(content.images(), content.removals(), known, rules.manifestBytes());
        this.lists = new ListEndpoint(content.repositories(), content.images(), known);
        this.referrers = new ReferrersEndpoint(content.images(), known);
    }

    public Route route(RegistryLogin login, RegistryRights rights) {
        return new Route("/v2/", new DistributionHandler(login, rights, this));
    }

    void serve(Exchange exchange, Address address) throws IOException, DiskFull {
        switch (address) {
            case Address.Root() -> exchange.json(200, "{}");
            case Address.Catalog at -> lists.serve(exchange, at);
            case Address.Tags at -> lists.serve(exchange, at);
            case Address.ManifestAt at -> manifests.serve(exchange, at);
            case Address.BlobAt at -> blobs.serve(exchange, at);
            case Address.Uploads at -> uploads.serve(exchange, at);
            case Address.UploadAt at -> uploads.serve(exchange, at);
            case Address.Referrers at -> referrers.serve(exchange, at);
            case Address.Nowhere() -> throw new OciError(404, OciCode.NAME_UNKNOWN, "no such path").thrown();
        }
    }
}
