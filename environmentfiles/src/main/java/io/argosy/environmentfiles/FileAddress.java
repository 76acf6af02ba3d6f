package io.argosy.environmentfiles;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an environment file lies: `repository:tag#name.env` or `repository@sha256:…#name.env`, in the registry of the
/// server that the agent belongs to, and nowhere else.
record FileAddress(String repository, String reference, String name) {
    private static final Pattern FORM = Pattern.compile("(?<repository>[a-z0-9]+(?:[._/-][a-z0-9]+)*)"
            + "(?::(?<tag>[\\w][\\w.-]{0,127})|@(?<digest>sha256:[0-9a-f]{64}))"
            + "#(?<name>[^#\\p{Cntrl}]{0,250}\\.env)");

    static FileAddress parse(String text) throws FileRefused {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new FileRefused(text, "it is not repository:tag#name.env");
        }
        String tag = matcher.group("tag");
        return new FileAddress(
                matcher.group("repository"), tag == null ? matcher.group("digest") : tag, matcher.group("name"));
    }

    String manifest() {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    String blob(String digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }
}
