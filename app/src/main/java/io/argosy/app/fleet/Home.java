package io.argosy.app.fleet;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Where `up` keeps what it needs again: the data directory, Argosy's own folder with the samples, and
/// what of the server's policy its agent is told.
public record Home(Path program, Path data, List<String> agentFlags) {
    public Home {
        agentFlags = List.copyOf(agentFlags);
    }

    Path samples() {
        return program.resolve("samples");
    }

    Path launcher() {
        return program.resolve("argosy");
    }

    /// Runs a program again when it dies.
    Path keeper() {
        return program.resolve("launcher/keep.sh");
    }

    Path shop() {
        return data.resolve("shop");
    }

    /// The variables by which AWS tools find key and region.
    Map<String, String> awsFiles() {
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data.resolve("config").toString());
    }

    /// Made once, for the sample's queue; readable by its owner only.
    String queuePassword() throws IOException {
        Path file = shop().resolve("queue-password");
        if (!Files.exists(file)) {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
        }
        return Files.readString(file).strip();
    }

    /// A file for shells: with it, `aws` speaks to this server.
    Path shellFile(URI endpoint) throws IOException {
        String text = """
                # Use it as: . %1$s
                export AWS_SHARED_CREDENTIALS_FILE='%2$s' AWS_CONFIG_FILE='%3$s' AWS_ENDPOINT_URL='%4$s'
                # Command lines before 2.13 do not read AWS_ENDPOINT_URL, and an old version 1 may come first on PATH.
                if [ -x /usr/bin/aws ]; then
                  aws() { /usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
                else
                  aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
                fi
                """.formatted(data.resolve("env"), data.resolve("credentials"), data.resolve("config"), endpoint);
        return Files.write(data.resolve("env"), text.getBytes(StandardCharsets.UTF_8));
    }
}
