package io.argosy.access.policies;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request says to condition keys and policy variables. The names of keys have no case.
public final class RequestContext {
    public static final RequestContext EMPTY = new RequestContext(Map.of());

    private final Map<String, List<String>> values;

    private RequestContext(Map<String, List<String>> values) {
        this.values = values;
    }

    public static RequestContext of(Map<String, List<String>> values) {
        return EMPTY.with(values);
    }

    /// What is said twice stays as it was.
    public RequestContext with(Map<String, List<String>> more) {
        Map<String, List<String>> all = new HashMap<>(values);
        more.forEach((key, said) -> all.putIfAbsent(key.toLowerCase(Locale.ROOT), List.copyOf(said)));
        return new RequestContext(all);
    }

    /// The values of a key; a key without any is as if it were not there.
    List<String> values(String key) {
        return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /// The value of a variable: keys with several values cannot stand for a text.
    Optional<String> single(String key) {
        List<String> known = values(key);
        return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }
}
