package io.argosy.environmentfiles;

/// An environment file that a container needs and cannot have; the text says which and why.
public final class FileRefused extends Exception {
    private static final long serialVersionUID = 1L;

    FileRefused(String file, String why) {
        super("failed to download env files: " + file + ": " + why);
    }

    public FileRefused(String why) {
        super("failed to download env files: " + why);
    }

    /// What becomes the reason of a container.
    public String reason() {
        return "ResourceInitializationError: " + getMessage();
    }
}
