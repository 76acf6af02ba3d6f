package io.argosy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ClientToken;
import io.argosy.shapes.ecs.RunTaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientTokensTest {
    private static final RunTaskRequest REQUEST =
            RunTaskRequest.builder().taskDefinition("web").build();

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        var tokens = new ClientTokens("RunTask", Duration.ofHours(24), 3);
        for (int i = 0; i < 5; i++) {
            workshop.pass(Duration.ofSeconds(1));
            remember(tokens, "token-" + i);
        }
        remember(tokens, "token-4");

        assertThat(workshop.scope().store().read().tokens()).hasSize(3);
        assertThat(known(tokens, "token-1")).isFalse();
        assertThat(known(tokens, "token-3")).isTrue();
        assertThat(known(tokens, "token-4")).isTrue();
    }

    @Test
    void whatIsKeptIsSmallHoweverLongTheToken() {
        var tokens = new ClientTokens("RunTask", Duration.ofHours(24));
        remember(tokens, "x".repeat(64));

        assertThat(workshop.scope().store().read().tokens()).singleElement().satisfies(kept -> {
            assertThat(kept.token()).hasSize(32);
            assertThat(kept.fingerprint()).hasSize(32);
        });
    }

    @Test
    void tokensOfAnOlderJournalStillCount() {
        var tokens = new ClientTokens("RunTask", Duration.ofHours(24));
        remember(tokens, "new");
        String hash = workshop.scope().store().read().tokens().iterator().next().fingerprint();
        workshop.scope().store().write(tx -> {
            tx.add(new ClientToken("RunTask", "old", hash + "0".repeat(32), List.of("1"), tx.now()));
            return hash;
        });

        assertThat(known(tokens, "old")).isTrue();
        assertThat(ClientTokens.same(
                        workshop.scope().store().read().token("RunTask", "old").orElseThrow(), REQUEST))
                .isTrue();
    }

    private void remember(ClientTokens tokens, String token) {
        workshop.scope().store().write(tx -> {
            tokens.remember(tx, token, REQUEST, List.of("1"));
            return token;
        });
    }

    private boolean known(ClientTokens tokens, String token) {
        return tokens.known(
                        workshop.scope().store().read(), token, workshop.clock().instant())
                .isPresent();
    }
}
