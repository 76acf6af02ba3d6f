package io.argosy.jobqueues.resources;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether jobs of a queue give way to services that find no room: what its tag `argosy:preemption` says.
public enum GivingWay {
    NEVER,
    /// The jobs that started last are stopped, as many as it takes, and run again later.
    YOUNGEST;

    public static final String TAG = "argosy:preemption";

    static GivingWay of(Map<String, String> tags) {
        return YOUNGEST.word().equals(tags.get(TAG)) ? YOUNGEST : NEVER;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The same tags, if they say it in a word that is known.
    public static Map<String, String> checked(Map<String, String> tags) {
        Optional<String> word = Optional.ofNullable(tags.get(TAG));
        if (word.isPresent() && !word.get().equals(NEVER.word()) && !word.get().equals(YOUNGEST.word())) {
            throw BatchErrors.plain("The tag " + TAG + " must be one of never | youngest, not " + word.get());
        }
        return tags;
    }
}
