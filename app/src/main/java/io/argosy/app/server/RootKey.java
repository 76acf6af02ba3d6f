package io.argosy.app.server;

import io.argosy.app.configuration.FirstKey;
import io.argosy.datadirectory.RootKeyFile;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The account's first key pair, kept in the data directory in the files that every AWS tool reads: `credentials`
/// and `config`, both for its owner only. A new directory gets one; an old one keeps what it has.
final class RootKey {
    private RootKey() {}

    /// The keys of this directory, the first made or taken over as `first` says when there is none yet.
    static RootKeys of(Path dataDir, String region, FirstKey first) throws IOException {
        Path credentials = dataDir.resolve("credentials");
        Path config = dataDir.resolve("config");
        if (!Files.exists(config)) {
            KeyFiles.write(config, "[default]\nregion = " + region + "\n");
        }
        if (!Files.exists(credentials)) {
            AccessKey key = first(first);
            KeyFiles.write(
                    credentials,
                    "[default]\naws_access_key_id = " + key.id() + "\naws_secret_access_key = "
                            + key.secret().reveal() + "\n");
        }
        return RootKeys.of(new RootKeyFile(dataDir));
    }

    private static AccessKey first(FirstKey first) throws IOException {
        return switch (first) {
            case FirstKey.Made() -> RootKeyFile.made();
            case FirstKey.InFile(Path file) -> read(file);
            case FirstKey.Given(AccessKey key) -> key;
        };
    }

    private static AccessKey read(Path credentials) throws IOException {
        if (!Files.isReadable(credentials)) {
            // In a folder that this user may not enter, nobody knows what is there.
            boolean absent = Files.notExists(credentials);
            throw new IOException("the key file " + credentials
                    + (absent
                            ? " is not there: --credentials names it"
                            : " is not this user's to read: run this as its owner"));
        }
        var chain = new AwsCredentialsChain(
                Map.of("AWS_SHARED_CREDENTIALS_FILE", credentials.toString(), "AWS_REGION", "any"));
        try {
            return chain.find().key();
        } catch (IOException none) {
            throw new IOException(
                    "the key file " + credentials
                            + " has no aws_access_key_id and aws_secret_access_key under [default]",
                    none);
        }
    }
}
