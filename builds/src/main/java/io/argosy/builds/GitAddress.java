package io.argosy.builds;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a git repository is and what of it is meant, read strictly: both become words of a command line.
public final class GitAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+-]{0,249}");
    private static final int LONGEST = 2_000;

    private GitAddress() {}

    /// A URL of http or https; what logs in stands in no URL, as logs and pages show them.
    public static String url(String text) {
        try {
            URI url = new URI(text);
            if (text.length() <= LONGEST
                    && url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null) {
                return text;
            }
        } catch (URISyntaxException malformed) {
            throw BuildStore.invalid("gitUrl is no URL: " + malformed.getMessage());
        }
        throw BuildStore.invalid("gitUrl is a URL of http or https, without a user: " + text);
    }

    /// A branch, a tag or a commit.
    public static String ref(String text) {
        if (!REF.matcher(text).matches() || text.contains("..") || text.endsWith("/")) {
            throw BuildStore.invalid("gitRef is a branch, a tag or a commit: " + text);
        }
        return text;
    }
}
