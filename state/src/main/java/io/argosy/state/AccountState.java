package io.argosy.state;

import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.Entity;
import io.argosy.model.Image;
import io.argosy.model.Repository;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/// What a realm has beside the contents of its clusters, at one moment: an immutable value in the order of its keys.
public final class AccountState {
    static final AccountState EMPTY = new AccountState(
            Table.empty(), Table.empty(), TreePMap.empty(), Table.empty(), Table.empty(), ImageIndex.empty());

    private final Table<Cluster> clusters;
    private final Table<TaskDefinitionFamily> families;
    private final TreePMap<String, TreePMap<Integer, TaskDefinition>> revisions;
    private final Table<Repository> repositories;
    private final Table<Image> images;
    private final ImageIndex imageIndex;

    private AccountState(
            Table<Cluster> clusters,
            Table<TaskDefinitionFamily> families,
            TreePMap<String, TreePMap<Integer, TaskDefinition>> revisions,
            Table<Repository> repositories,
            Table<Image> images,
            ImageIndex imageIndex) {
        this.clusters = clusters;
        this.families = families;
        this.revisions = revisions;
        this.repositories = repositories;
        this.images = images;
        this.imageIndex = imageIndex;
    }

    public Optional<Cluster> cluster(ClusterName name) {
        return clusters.get(name.value());
    }

    public Collection<Cluster> clusters() {
        return clusters.values();
    }

    public Optional<TaskDefinition> taskDefinition(TaskDefinitionId id) {
        return Optional.ofNullable(revisions.get(id.family())).map(family -> family.get(id.revision()));
    }

    /// A family's revisions that still exist, oldest first.
    public Collection<TaskDefinition> revisionsOf(String family) {
        var known = revisions.get(family);
        return known == null ? List.of() : known.values();
    }

    public Optional<TaskDefinitionFamily> family(String name) {
        return families.get(name);
    }

    public Collection<TaskDefinitionFamily> families() {
        return families.values();
    }

    public Optional<Repository> repository(String name) {
        return repositories.get(name);
    }

    public Collection<Repository> repositories() {
        return repositories.values();
    }

    public Optional<Image> image(String repository, String digest) {
        return images.get(repository + "@" + digest);
    }

    public Collection<Image> images(String repository) {
        return withKeys(imageIndex.keys(repository));
    }

    public Optional<Image> taggedImage(String repository, String tag) {
        return imageIndex.tagged(repository, tag).flatMap(images::get);
    }

    /// The images whose subject is this manifest.
    public Collection<Image> imagesAbout(String repository, String digest) {
        return withKeys(imageIndex.about(repository, digest));
    }

    /// The indexes that list this manifest.
    public Collection<Image> imagesListing(String repository, String digest) {
        return withKeys(imageIndex.listing(repository, digest));
    }

    private Collection<Image> withKeys(Collection<String> keys) {
        return keys.stream().map(key -> images.get(key).orElseThrow()).toList();
    }

    private ImageIndex indexWithout(String imageKey) {
        return images.get(imageKey).map(imageIndex::without).orElse(imageIndex);
    }

    AccountState with(Change change) {
        return switch (change) {
            case Change.Put(Entity entity) -> with(entity);
            case Change.Remove(Entity entity) -> without(entity);
        };
    }

    private AccountState with(Entity entity) {
        return switch (entity) {
            case Cluster cluster ->
                new AccountState(clusters.with(cluster), families, revisions, repositories, images, imageIndex);
            case TaskDefinitionFamily family ->
                new AccountState(clusters, families.with(family), revisions, repositories, images, imageIndex);
            case TaskDefinition definition ->
                new AccountState(clusters, families, withRevision(definition), repositories, images, imageIndex);
            case Repository repository ->
                new AccountState(clusters, families, revisions, repositories.with(repository), images, imageIndex);
            case Image image ->
                new AccountState(
                        clusters,
                        families,
                        revisions,
                        repositories,
                        images.with(image),
                        indexWithout(image.key()).with(image));
            case Entity other -> throw notHere(other);
        };
    }

    private AccountState without(Entity entity) {
        String key = entity.key();
        return switch (entity) {
            case Cluster _ ->
                new AccountState(clusters.without(key), families, revisions, repositories, images, imageIndex);
            case TaskDefinitionFamily _ ->
                new AccountState(clusters, families.without(key), revisions, repositories, images, imageIndex);
            case TaskDefinition definition ->
                new AccountState(clusters, families, withoutRevision(definition), repositories, images, imageIndex);
            case Repository _ ->
                new AccountState(clusters, families, revisions, repositories.without(key), images, imageIndex);
            case Image image ->
                new AccountState(clusters, families, revisions, repositories, images.without(key), indexWithout(key));
            case Entity other -> throw notHere(other);
        };
    }

    private static IllegalArgumentException notHere(Entity entity) {
        return new IllegalArgumentException(entity.getClass().getSimpleName() + " is not an account's");
    }

    private TreePMap<String, TreePMap<Integer, TaskDefinition>> withRevision(TaskDefinition definition) {
        TaskDefinitionId id = definition.id();
        TreePMap<Integer, TaskDefinition> known = revisions.get(id.family());
        TreePMap<Integer, TaskDefinition> family = known == null ? TreePMap.empty() : known;
        return revisions.plus(id.family(), family.plus(id.revision(), definition));
    }

    private TreePMap<String, TreePMap<Integer, TaskDefinition>> withoutRevision(TaskDefinition definition) {
        TaskDefinitionId id = definition.id();
        TreePMap<Integer, TaskDefinition> known = revisions.get(id.family());
        return known == null ? revisions : revisions.plus(id.family(), known.minus(id.revision()));
    }
}
