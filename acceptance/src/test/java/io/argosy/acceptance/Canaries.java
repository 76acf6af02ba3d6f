package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/// Secrets that nobody may come to see, in places that nobody may read or change.
final class Canaries {
    static final String FILE = "canary";

    private final SecureRandom random = new SecureRandom();
    private final Map<Path, String> files = new LinkedHashMap<>();
    private final Map<String, String> all = new LinkedHashMap<>();
    private final StringBuilder seen = new StringBuilder();

    String named(String where) {
        String secret = "canary-" + new BigInteger(160, random).toString(36);
        all.put(where, secret);
        return secret;
    }

    void in(Path folder) throws IOException {
        String secret = named(folder.toString());
        Files.createDirectories(folder);
        files.put(Files.writeString(folder.resolve(FILE), secret), secret);
    }

    /// Secrets of the program itself that must not be seen either.
    void guard(String where, String secret) {
        all.put(where, secret);
    }

    /// Whatever an attacker got to read.
    String see(String text) {
        seen.append(text).append('\n');
        return text;
    }

    boolean showIn(String text) {
        return all.values().stream().anyMatch(text::contains);
    }

    void areUnseenAndUnchanged() throws IOException {
        all.forEach((where, secret) ->
                assertThat(seen.indexOf(secret)).as("the canary in " + where).isNegative());
        for (Map.Entry<Path, String> file : files.entrySet()) {
            assertThat(file.getKey()).hasContent(file.getValue());
        }
    }
}
