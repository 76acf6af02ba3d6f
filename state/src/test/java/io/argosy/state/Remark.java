package io.argosy.state;

import io.argosy.model.ClusterEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a room of tests keeps in a cluster's store: a kind of its own, in its third version. The first had its words in
/// one text, the second did not say who speaks.
record Remark(String id, String author, List<String> words) implements ClusterEntity {
    static final Index<Remark> BY_WORD = new Index<>("word", Remark::words);
    static final Index<Remark> BY_AUTHOR = new Index<>("author", remark -> List.of(remark.author()));
    static final Kind<Remark> KIND = Kind.of("test-remark", Remark.class)
            .migrated(Remark::split)
            .migrated(Remark::signed)
            .indexed(BY_WORD)
            .indexed(BY_AUTHOR)
            .counted(remark -> List.of("by " + remark.author()));

    Remark {
        words = List.copyOf(words);
    }

    private static Map<String, Object> split(Map<String, Object> tree) {
        tree.put(
                "words",
                new ArrayList<Object>(List.of(Objects.requireNonNull(tree.remove("text"), "it has no text")
                        .toString()
                        .split(" "))));
        return tree;
    }

    private static Map<String, Object> signed(Map<String, Object> tree) {
        tree.put("author", "nobody");
        return tree;
    }

    static Remark of(String id, String author, String... words) {
        return new Remark(id, author, List.of(words));
    }

    @Override
    public String key() {
        return id;
    }
}
