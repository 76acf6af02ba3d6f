package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `up` last brought up of a part: from which sources, under which version, by which definition. A second `up`
/// does only what has changed since, and so leaves alone what the user changed himself.
record DeployedVersion(String sources, String version, String definition) {
    static final DeployedVersion NOTHING = new DeployedVersion("-", "-", "-");

    static DeployedVersion read(Path deployer, SampleComponent part) throws IOException {
        Path file = file(deployer, part);
        if (!Files.exists(file)) {
            return NOTHING;
        }
        String[] words = Files.readString(file).strip().split(" ");
        return words.length == 3 ? new DeployedVersion(words[0], words[1], words[2]) : NOTHING;
    }

    void write(Path deployer, SampleComponent part) throws IOException {
        Files.writeString(file(deployer, part), sources + " " + version + " " + definition + "\n");
    }

    private static Path file(Path deployer, SampleComponent part) {
        return deployer.resolve(part.name() + ".shipped");
    }
}
