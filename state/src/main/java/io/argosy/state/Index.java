package io.argosy.state;

import java.util.Collection;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/// Which keys stand under a word: the tasks of a service, the images of a repository. A value like `Table`.
record Index(PMap<String, PSet<String>> keysByWord) {
    static Index empty() {
        return new Index(HashTreePMap.empty());
    }

    Collection<String> keys(String word) {
        PSet<String> keys = keysByWord.get(word);
        return keys == null ? List.of() : keys;
    }

    Index with(String word, String key) {
        PSet<String> keys = keysByWord.get(word);
        return new Index(keysByWord.plus(word, keys == null ? TreePSet.singleton(key) : keys.plus(key)));
    }

    Index without(String word, String key) {
        PSet<String> keys = keysByWord.get(word);
        if (keys == null) {
            return this;
        }
        PSet<String> rest = keys.minus(key);
        return new Index(rest.isEmpty() ? keysByWord.minus(word) : keysByWord.plus(word, rest));
    }
}
