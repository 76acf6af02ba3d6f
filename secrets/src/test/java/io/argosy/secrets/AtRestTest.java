package io.argosy.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.secrets.sealing.Envelope;
import io.argosy.secrets.sealing.MasterKey;
import io.argosy.secrets.sealing.SealedValue;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.ssm.GetParameterRequest;
import io.argosy.shapes.ssm.PutParameterRequest;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies on the disk, and what it is worth without the key.
final class AtRestTest {
    private static final String VALUE = "a-value-that-is-nowhere-in-clear";

    @TempDir
    Path folder;

    @Test
    void noFileHasAValueInClear() throws IOException {
        try (var server = new SecretsServer(folder)) {
            fill(server);
            assertThat(clear()).isEmpty();
        }
        assertThat(clear()).isEmpty();
    }

    private static void fill(SecretsServer server) throws IOException {
        server.call(
                SecretsManager.CREATE_SECRET,
                CreateSecretRequest.builder()
                        .name("db")
                        .secretString(VALUE)
                        .clientRequestToken("1".repeat(32))
                        .build());
        for (String type : new String[] {"String", "SecureString", "StringList"}) {
            server.call(
                    Ssm.PUT_PARAMETER,
                    PutParameterRequest.builder()
                            .name("/shop/" + type)
                            .type(type)
                            .value(VALUE)
                            .build());
        }
    }

    private Stream<Path> clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream().filter(AtRestTest::holdsTheValue);
        }
    }

    private static boolean holdsTheValue(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(VALUE);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void theKeyIsItsOwnersAndOutlivesARestart() throws IOException {
        try (var server = new SecretsServer(folder)) {
            fill(server);
            server.restart();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.keyFile())))
                    .isEqualTo("rw-------");
            assertThat(server.call(
                                    SecretsManager.GET_SECRET_VALUE,
                                    GetSecretValueRequest.builder()
                                            .secretId("db")
                                            .build())
                            .secretString())
                    .contains(VALUE);
            assertThat(server.call(
                                    Ssm.GET_PARAMETER,
                                    GetParameterRequest.builder()
                                            .name("/shop/SecureString")
                                            .withDecryption(true)
                                            .build())
                            .parameter()
                            .orElseThrow()
                            .value())
                    .contains(VALUE);
        }
    }

    @Test
    void noOtherKeyIsMadeWhereValuesLie() throws IOException {
        try (var server = new SecretsServer(folder)) {
            fill(server);
            Files.move(server.keyFile(), folder.resolve("aside"));

            assertThatThrownBy(server::restart)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("secrets.key is missing");

            Files.move(folder.resolve("aside"), server.keyFile());
            server.restart();
        }
    }

    @Test
    void aValueOpensInItsPlaceOnlyAndOnlyAsItWas() throws IOException {
        var envelope = new Envelope(MasterKey.at(folder.resolve("key"), () -> false));
        var other = new Envelope(MasterKey.at(folder.resolve("other"), () -> false));
        SealedValue sealed = envelope.seal("here|1", new Secret(VALUE));

        assertThat(envelope.open("here|1", sealed).reveal()).isEqualTo(VALUE);
        assertThat(envelope.seal("here|1", new Secret(VALUE))).isNotEqualTo(sealed);
        assertThatThrownBy(() -> envelope.open("here|2", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.open("here|1", sealed)).isInstanceOf(IllegalStateException.class);
        byte[] whole = Base64.getDecoder().decode(sealed.text());
        for (int i = 0; i < whole.length; i += 5) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 1;
            var changed = new SealedValue(Base64.getEncoder().encodeToString(wrong));
            assertThatThrownBy(() -> envelope.open("here|1", changed)).isInstanceOf(IllegalStateException.class);
        }
    }
}
