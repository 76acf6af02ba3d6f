package io.argosy.docker;

/// The parts of an image name that a pull needs: `repository` with its registry, and the tag or digest (`latest` when
/// neither is given).
public record ImageReference(String repository, String version) {
    public static ImageReference parse(String image) {
        int at = image.indexOf('@');
        if (at >= 0) {
            String named = image.substring(0, at);
            return new ImageReference(withoutTag(named), image.substring(at + 1));
        }
        String repository = withoutTag(image);
        return new ImageReference(
                repository, repository.length() < image.length() ? image.substring(repository.length() + 1) : "latest");
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /// The registry's host and port; Docker's own when the name has none.
    public String registry() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    public boolean byDigest() {
        return version.contains(":");
    }
}
