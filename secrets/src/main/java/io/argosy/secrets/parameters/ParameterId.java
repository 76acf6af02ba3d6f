package io.argosy.secrets.parameters;

import io.argosy.model.AccountRegion;
import java.util.Optional;

/// What a request calls a parameter: a name or an ARN, and which version of it, by number or label (`:3`, `:prod`).
/// An ARN does not tell whether a name of one part has a slash before it.
record ParameterId(String name, Optional<String> shortName, Optional<String> selector) {
    static ParameterId of(String text, AccountRegion realm) {
        String prefix = "arn:aws:ssm:" + realm.region() + ":" + realm.account() + ":parameter/";
        if (!text.startsWith(prefix)) {
            return parts(text, text.startsWith("arn:") ? text.length() : text.indexOf(':'), Optional.empty());
        }
        String path = text.substring(prefix.length() - 1);
        return parts(path, path.indexOf(':'), Optional.of(path.substring(1)));
    }

    private static ParameterId parts(String text, int colon, Optional<String> withoutSlash) {
        if (colon < 0 || colon == text.length()) {
            return new ParameterId(text, withoutSlash, Optional.empty());
        }
        return new ParameterId(
                text.substring(0, colon),
                withoutSlash.map(name -> name.substring(0, colon - 1)),
                Optional.of(text.substring(colon + 1)));
    }

    /// As answers repeat it.
    Optional<String> selectorText() {
        return selector.map(text -> ":" + text);
    }
}
