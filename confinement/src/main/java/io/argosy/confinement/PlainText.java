package io.argosy.confinement;

import java.nio.file.Path;

/// Reads a path out of a task definition: absolute, and without the characters that mean something else to somebody on
/// the way (the engine splits at colons, terminals and logs obey control characters).
final class PlainText {
    private PlainText() {}

    static Path path(String what, String text) throws HostRefusal {
        if (text.chars().anyMatch(letter -> letter == ':' || Character.isISOControl(letter))) {
            throw new HostRefusal(what + " contains a colon or a control character");
        }
        if (!text.startsWith("/")) {
            throw new HostRefusal(what + " '" + text + "' is not an absolute path");
        }
        return Path.of(text).normalize();
    }

    /// A path inside a container must not climb either: its image may hold links where the text sees none.
    static Path inContainer(String what, String text) throws HostRefusal {
        Path path = path(what, text);
        for (Path part : Path.of(text)) {
            if (part.toString().equals("..")) {
                throw new HostRefusal(what + " '" + text + "' contains '..'");
            }
        }
        return path;
    }
}
