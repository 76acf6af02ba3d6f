package io.argosy.registry.distribution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a path below `/v2/` names. Repository names have slashes of their own, so paths are read from their ends.
sealed interface Address {
    record Root() implements Address {}

    record Catalog() implements Address {}

    record Tags(String repository) implements Address {}

    record ManifestAt(String repository, String reference) implements Address {}

    record BlobAt(String repository, String digest) implements Address {}

    record Uploads(String repository) implements Address {}

    record UploadAt(String repository, String id) implements Address {}

    record Referrers(String repository, String digest) implements Address {
        String path() {
            return "/v2/" + repository + "/referrers/" + digest;
        }
    }

    record Nowhere() implements Address {}

    Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");
    Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/?");
    Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]+)");
    Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");
    Pattern REFERRERS = Pattern.compile("/v2/(.+)/referrers/([^/]+)");

    static Address of(String path) {
        if (path.equals("/v2/") || path.equals("/v2")) {
            return new Root();
        }
        if (path.equals("/v2/_catalog")) {
            return new Catalog();
        }
        Matcher found = TAGS.matcher(path);
        if (found.matches()) {
            return new Tags(found.group(1));
        }
        if (found.usePattern(MANIFEST).matches()) {
            return new ManifestAt(found.group(1), found.group(2));
        }
        if (found.usePattern(UPLOADS).matches()) {
            return new Uploads(found.group(1));
        }
        if (found.usePattern(UPLOAD).matches()) {
            return new UploadAt(found.group(1), found.group(2));
        }
        if (found.usePattern(BLOB).matches()) {
            return new BlobAt(found.group(1), found.group(2));
        }
        if (found.usePattern(REFERRERS).matches()) {
            return new Referrers(found.group(1), found.group(2));
        }
        return new Nowhere();
    }
}
