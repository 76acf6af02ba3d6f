package io.argosy.wire.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A key pair and its region in a folder, as the files `credentials` and `config` that every AWS tool reads. Only
/// their owner may; what is written is on disk, whole or not at all.
public final class KeyFiles {
    private final Path credentials;
    private final Path config;

    public KeyFiles(Path folder) {
        this.credentials = folder.resolve("credentials");
        this.config = folder.resolve("config");
    }

    /// Whom these files name, if both are there.
    public Optional<ClientIdentity> read() throws IOException {
        if (!Files.exists(credentials) || !Files.exists(config)) {
            return Optional.empty();
        }
        var chain = new AwsCredentialsChain(
                Map.of("AWS_SHARED_CREDENTIALS_FILE", credentials.toString(), "AWS_CONFIG_FILE", config.toString()));
        return Optional.of(chain.find());
    }

    /// The key comes last: where it is, everything is.
    public void write(ClientIdentity identity) throws IOException {
        write(config, "[default]\nregion = " + identity.region() + "\n");
        write(
                credentials,
                "[default]\naws_access_key_id = " + identity.key().id() + "\naws_secret_access_key = "
                        + identity.key().secret().reveal() + "\n");
    }

    /// Puts a text in place of what the file held, for its owner's eyes only.
    public static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        try (var channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
