package io.argosy.agent;

import io.argosy.agent.reports.Pause;
import io.argosy.model.ApiException;
import io.argosy.wire.JoinClient;
import io.argosy.wire.UntrustedServer;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets an agent the key it signs with: the one in its data directory or, the first time, one for its join token. The
/// attempt has an id that is on disk before the token is shown, so that a lost answer does not cost the token.
public final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final int SERVER_TROUBLE = 500;

    private final KeyFiles files;
    private final Path attemptFile;
    private final Supplier<String> ids;
    private final RandomGenerator chance;

    public Admission(Path dataDirectory, Supplier<String> ids, RandomGenerator chance) {
        this.files = new KeyFiles(dataDirectory);
        this.attemptFile = dataDirectory.resolve("join-attempt");
        this.ids = ids;
        this.chance = chance;
    }

    /// The key this agent was given before.
    public Optional<ClientIdentity> known() throws IOException {
        return files.read();
    }

    /// Spends a token, trying for as long as the server cannot be reached. A token that is no good is an
    /// `IOException`.
    public ClientIdentity join(JoinClient server, Secret token) throws IOException, InterruptedException {
        String attempt = attempt();
        var pause = new Pause(Duration.ofMillis(500), Duration.ofSeconds(30), 1.7, chance);
        while (true) {
            try {
                ClientIdentity identity = server.join(token, attempt);
                files.write(identity);
                Files.deleteIfExists(attemptFile);
                log.info("joined with key {}", identity.key().id());
                return identity;
            } catch (ApiException refused) {
                if (refused.error().status() < SERVER_TROUBLE) {
                    throw new IOException(String.valueOf(refused.error().message()), refused);
                }
                log.warn("not joined yet: {}", refused.error().code());
            } catch (UntrustedServer stranger) {
                throw stranger;
            } catch (IOException unreachable) {
                log.warn("control plane not reached yet: {}", unreachable.getMessage());
            }
            Thread.sleep(pause.take());
        }
    }

    private String attempt() throws IOException {
        if (!Files.exists(attemptFile)) {
            KeyFiles.write(attemptFile, ids.get());
        }
        return Files.readString(attemptFile).strip();
    }
}
