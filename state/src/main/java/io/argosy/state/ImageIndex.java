package io.argosy.state;

import io.argosy.model.Image;
import java.util.Collection;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Finds images without looking at all of a repository: by their repository, a tag, the manifest they are about, and
/// the manifests they list. A value like `Table`; keys of images stand for them.
record ImageIndex(Index byRepository, PMap<String, String> byTag, Index bySubject, Index byListed) {
    static ImageIndex empty() {
        return new ImageIndex(Index.empty(), HashTreePMap.empty(), Index.empty(), Index.empty());
    }

    Collection<String> keys(String repository) {
        return byRepository.keys(repository);
    }

    Optional<String> tagged(String repository, String tag) {
        return Optional.ofNullable(byTag.get(word(repository, tag)));
    }

    Collection<String> about(String repository, String digest) {
        return bySubject.keys(word(repository, digest));
    }

    Collection<String> listing(String repository, String digest) {
        return byListed.keys(word(repository, digest));
    }

    /// No name of a repository has an `@`.
    private static String word(String repository, String rest) {
        return repository + "@" + rest;
    }

    ImageIndex with(Image image) {
        var tags = byTag;
        for (String tag : image.imageTags()) {
            tags = tags.plus(word(image.repository(), tag), image.key());
        }
        Index listed = byListed;
        for (String digest : image.listed()) {
            listed = listed.with(word(image.repository(), digest), image.key());
        }
        Index subjects = image.subject().isEmpty()
                ? bySubject
                : bySubject.with(word(image.repository(), image.subject()), image.key());
        return new ImageIndex(byRepository.with(image.repository(), image.key()), tags, subjects, listed);
    }

    /// A tag that has moved to another image in the meantime stays there.
    ImageIndex without(Image image) {
        var tags = byTag;
        for (String tag : image.imageTags()) {
            String word = word(image.repository(), tag);
            tags = image.key().equals(tags.get(word)) ? tags.minus(word) : tags;
        }
        Index listed = byListed;
        for (String digest : image.listed()) {
            listed = listed.without(word(image.repository(), digest), image.key());
        }
        Index subjects = image.subject().isEmpty()
                ? bySubject
                : bySubject.without(word(image.repository(), image.subject()), image.key());
        return new ImageIndex(byRepository.without(image.repository(), image.key()), tags, subjects, listed);
    }
}
