package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `up` last brought up of a part: from which sources, under which version, by which definition. A second `up`
/// does only what has changed since, and so leaves alone what the user changed himself.
record Shipped(String sources, String version, String definition) {
    static final Shipped NOTHING = new Shipped("-", "-", "-");

    static Shipped read(Path shop, Part part) throws IOException {
        Path file = file(shop, part);
        if (!Files.exists(file)) {
            return NOTHING;
        }
        String[] words = Files.readString(file).strip().split(" ");
        return words.length == 3 ? new Shipped(words[0], words[1], words[2]) : NOTHING;
    }

    void write(Path shop, Part part) throws IOException {
        Files.writeString(file(shop, part), sources + " " + version + " " + definition + "\n");
    }

    private static Path file(Path shop, Part part) {
        return shop.resolve(part.name() + ".shipped");
    }
}
