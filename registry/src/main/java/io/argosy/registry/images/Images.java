package io.argosy.registry.images;

import io.argosy.lifecycle.ImageTimes;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The images of every repository: which there are stands in the journal, their manifests among the blobs.
public final class Images {
    /// A pull is worth a write once in a while only (ECR: at least every 24 hours).
    private static final Duration PULL_RECORD = Duration.ofHours(24);

    private final Stores stores;
    private final Blobs blobs;
    private final InstantSource clock;

    public Images(Stores stores, Blobs blobs, InstantSource clock) {
        this.stores = stores;
        this.blobs = blobs;
        this.clock = clock;
    }

    public Optional<Image> find(RepositoryKey key, Reference reference) {
        return read(key).image(key.name(), reference);
    }

    /// All images of the repository, by digest.
    public List<Image> all(RepositoryKey key) {
        return read(key).images(key.name()).stream()
                .sorted(Comparator.comparing(Image::digest))
                .toList();
    }

    /// The images that are about this manifest, by digest.
    public List<Image> referrers(RepositoryKey key, Digest subject) {
        return read(key).imagesAbout(key.name(), subject.toString()).stream()
                .sorted(Comparator.comparing(Image::digest))
                .toList();
    }

    public Path manifestFile(Image image, RepositoryKey key) {
        return blobs.find(key, digest(image))
                .orElseThrow(() -> new IllegalStateException("no manifest for " + key + "@" + image.digest()));
    }

    public byte[] manifest(Image image, RepositoryKey key) throws IOException {
        return Files.readAllBytes(manifestFile(image, key));
    }

    private static Digest digest(Image image) {
        return Digest.parse(image.digest()).orElseThrow();
    }

    /// Puts a manifest, under a tag unless that is empty. All it points at must be in the repository, and of the size
    /// it says.
    public Pushed push(RepositoryKey key, Manifest manifest, byte[] bytes, String tag) throws IOException, DiskFull {
        if (read(key).repository(key.name()).isEmpty() || !blobs.put(key, bytes, manifest.digest())) {
            return new Pushed.NoRepository();
        }
        return blobs.keeping(() -> {
            Optional<Pushed> fault = fault(key, manifest);
            return fault.isPresent()
                    ? fault.get()
                    : stores.account(key.realm()).write(tx -> stored(tx, key.name(), manifest, tag));
        });
    }

    private Optional<Pushed> fault(RepositoryKey key, Manifest manifest) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Descriptor said : manifest.needed()) {
            Optional<Path> file = blobs.find(key, said.digest());
            if (file.isEmpty()) {
                missing.add(said.digest().toString());
            } else if (Files.size(file.get()) != said.size()) {
                return Optional.of(new Pushed.OtherSize(said, Files.size(file.get())));
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pushed.Missing(missing.stream().distinct().toList()));
    }

    private static Pushed stored(AccountTransaction tx, String name, Manifest manifest, String tag) {
        RegistryState state = RegistryState.of(tx.state());
        Optional<Repository> repository = state.repository(name);
        if (repository.isEmpty()) {
            return new Pushed.NoRepository();
        }
        List<String> missing = missingImages(state, name, manifest);
        if (!missing.isEmpty()) {
            return new Pushed.Missing(missing);
        }
        Optional<Image> known = state.image(name, manifest.digest().toString());
        Optional<Image> holder = tag.isEmpty() ? known : state.taggedImage(name, tag);
        if (holder.isPresent() && holder.equals(known) && !holder.get().times().archived()) {
            return new Pushed.Unchanged(holder.get());
        }
        if (holder.isPresent() && !holder.equals(known)) {
            if (!TagRules.mayMove(repository.get(), tag)) {
                return new Pushed.TagTaken(tag, holder.get().digest());
            }
            tx.update(holder.get().tagged(without(holder.get().imageTags(), tag)));
        }
        Image image = known.map(found -> active(found, tx.now())).orElseGet(() -> fresh(tx, name, manifest));
        Image tagged = tag.isEmpty() ? image : image.tagged(with(image.imageTags(), tag));
        tx.addOrUpdate(tagged);
        return new Pushed.Stored(tagged);
    }

    /// A push brings an archived image back at once (ecr-semantics 5.7).
    private static Image active(Image image, Instant now) {
        return image.times().archived() ? image.with(image.times().activated(now)) : image;
    }

    /// What is about it has its subject again.
    private static Image fresh(AccountTransaction tx, String name, Manifest manifest) {
        RegistryState state = RegistryState.of(tx.state());
        for (Image about : List.copyOf(state.imagesAbout(name, manifest.digest().toString()))) {
            tx.update(about.with(about.times().orphaned(Instant.EPOCH)));
        }
        return image(state, tx.now(), name, manifest);
    }

    private static List<String> missingImages(RegistryState state, String name, Manifest manifest) {
        return manifest.manifests().stream()
                .map(child -> child.digest().toString())
                .filter(digest -> state.image(name, digest).isEmpty())
                .distinct()
                .toList();
    }

    private static Image image(RegistryState state, Instant now, String name, Manifest manifest) {
        long largestChild = manifest.manifests().stream()
                .flatMap(child -> state.image(name, child.digest().toString()).stream())
                .mapToLong(Image::sizeBytes)
                .max()
                .orElse(0);
        return new Image(
                name,
                manifest.digest().toString(),
                manifest.mediaType(),
                manifest.configType(),
                manifest.subject(),
                Manifest.sum(manifest.blobBytes(), largestChild),
                List.of(),
                manifest.references(),
                ImageTimes.pushed(now));
    }

    static List<String> with(List<String> tags, String tag) {
        if (tags.contains(tag)) {
            return tags;
        }
        List<String> more = new ArrayList<>(tags);
        more.add(tag);
        return more;
    }

    static List<String> without(List<String> tags, String tag) {
        return tags.stream().filter(other -> !other.equals(tag)).toList();
    }

    /// Notes that `caller` fetched the image.
    public void pulled(RepositoryKey key, Image image, String caller) {
        Instant now = clock.instant();
        if (image.times().lastPulledAt().plus(PULL_RECORD).isAfter(now) || excluded(key, caller)) {
            return;
        }
        stores.account(key.realm()).write(tx -> {
            RegistryState.of(tx.state())
                    .image(image.repository(), image.digest())
                    .ifPresent(found -> tx.update(found.with(found.times().pulled(now))));
            return image;
        });
    }

    /// Archives an image, or brings it back; why not, or nothing. What an index lists goes into the archive behind it
    /// (ecr-semantics 5.7).
    public String archive(RepositoryKey key, Image image, boolean wanted) {
        return stores.account(key.realm()).write(tx -> {
            RegistryState state = RegistryState.of(tx.state());
            Image now = state.image(key.name(), image.digest()).orElse(image);
            if (now.times().archived() == wanted) {
                return "The image " + image.digest() + (wanted ? " is archived already" : " is not archived");
            }
            if (wanted
                    && state.imagesListing(key.name(), image.digest()).stream()
                            .anyMatch(index -> !index.times().archived())) {
                return "The image " + image.digest() + " is listed by an image index that is not archived";
            }
            ImageTimes times = now.times();
            tx.update(now.with(wanted ? times.archived(tx.now()) : times.activated(tx.now())));
            return "";
        });
    }

    /// The digests that archived images of the repository need, and no other does.
    public Set<String> archivedOnly(RepositoryKey key) {
        Map<Boolean, Set<String>> needed = read(key).images(key.name()).stream()
                .collect(Collectors.partitioningBy(
                        image -> image.times().archived(),
                        Collectors.flatMapping(image -> image.references().stream(), Collectors.toSet())));
        Set<String> archived = new HashSet<>(needed.getOrDefault(true, Set.of()));
        archived.removeAll(needed.getOrDefault(false, Set.of()));
        return archived;
    }

    private boolean excluded(RepositoryKey key, String caller) {
        return stores.account(key.realm()).read().table(PullTimeExclusion.KIND).values().stream()
                .anyMatch(exclusion -> exclusion.excludes(caller));
    }

    private RegistryState read(RepositoryKey key) {
        return RegistryState.of(stores.account(key.realm()).read());
    }
}
