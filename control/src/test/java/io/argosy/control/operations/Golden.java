package io.argosy.control.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file a reviewer can read. When it changes on purpose, rerun with -Dgolden.write=true and read the diff.
public final class Golden {
    private final Path file;

    private Golden(Path file) {
        this.file = file;
    }

    public static Golden file(String name) {
        return new Golden(Path.of("src/test/resources/golden", name));
    }

    public void holds(String content) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, content);
        }
        assertThat(file).as("rerun with -Dgolden.write=true and read the diff").hasContent(content);
    }
}
