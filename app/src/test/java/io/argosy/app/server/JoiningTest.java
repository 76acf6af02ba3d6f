package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateAgentKeyRequest;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.JoinTokenDescription;
import io.argosy.shapes.argosy.ListJoinTokensRequest;
import io.argosy.shapes.argosy.RevokeJoinTokenRequest;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host's way in, over the network: what a join token is good for, and what it is not.
final class JoiningTest {
    private static final String FIRST = "1".repeat(32);
    private static final String SECOND = "2".repeat(32);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(data, Map.of());
        server.cluster("fleet");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aTokenLetsOneHostIn() throws IOException {
        String token = server.token("fleet", 1, HOUR);

        ClientIdentity host = server.join(token, FIRST);

        assertThat(host.region()).isEqualTo("local-1");
        assertThat(server.registered(host, "fleet", Optional.empty())).contains(":container-instance/fleet/");
        assertThat(refusal(token, SECOND)).isEqualTo(refusal("ajt-0000000000000000-" + "A".repeat(40), SECOND));
    }

    @Test
    void aTokenForThreeHostsLetsThreeIn() throws IOException {
        String token = server.token("fleet", 3, HOUR);

        List<String> keys = Stream.of(FIRST, SECOND, "3".repeat(32))
                .map(attempt -> keyFor(token, attempt))
                .distinct()
                .toList();

        assertThat(keys).hasSize(3);
        assertThat(refusal(token, "4".repeat(32)).status()).isEqualTo(403);
    }

    @Test
    void anAnswerThatWasLostIsGivenAgainAndOnlyToItsHost() throws Exception {
        String token = server.token("fleet", 1, HOUR);

        ClientIdentity lost = server.join(token, FIRST);
        server.restart();

        assertThat(server.join(token, FIRST)).isEqualTo(lost);
        assertThat(refusal(token, SECOND).status()).isEqualTo(403);
    }

    @Test
    void aTokenIsForOneHostAndAnHourUnlessItSaysOtherwise() throws IOException {
        String spent = usualToken();
        String late = usualToken();
        server.join(spent, FIRST);
        assertThat(refusal(spent, SECOND)).isEqualTo(refusal("nonsense", SECOND));

        server.pass(HOUR);

        assertThat(refusal(late, FIRST)).isEqualTo(refusal("nonsense", FIRST));
    }

    private String usualToken() throws IOException {
        return server.as(server.root())
                .call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder().cluster("fleet").build())
                .token()
                .orElseThrow();
    }

    @Test
    void expiredAndRevokedTokensLetNobodyIn() throws IOException {
        String expired = server.token("fleet", 1, Duration.ofMinutes(5));
        String revoked = server.token("fleet", 1, HOUR);
        String spent = server.token("fleet", 1, Duration.ofMinutes(5));
        server.join(spent, FIRST);

        server.pass(Duration.ofMinutes(5));
        server.as(server.root())
                .call(
                        Argosy.REVOKE_JOIN_TOKEN,
                        RevokeJoinTokenRequest.builder()
                                .cluster("fleet")
                                .tokenId(revoked.substring(4, 20))
                                .build());

        assertThat(List.of(refusal(expired, FIRST), refusal(revoked, FIRST), refusal(spent, FIRST)))
                .containsOnly(refusal("nonsense", FIRST));
    }

    @Test
    void guessingGetsTheSameAnswerEachTimeAndSpendsNothing() throws IOException {
        String token = server.token("fleet", 1, HOUR);
        String id = token.substring(0, 21);

        for (int guess = 0; guess < 300; guess++) {
            String tried = id + String.format("%040d", guess);
            assertThat(refusal(tried, FIRST)).isEqualTo(refusal("nonsense", FIRST));
        }

        assertThat(server.join(token, FIRST)).isNotNull();
    }

    @Test
    void aTokensSecretIsNowhereOnTheServersDisk() throws IOException {
        String token = server.token("fleet", 1, HOUR);
        String secret = token.substring(21);

        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret));
        }
        assertThat(listed()).singleElement().satisfies(one -> {
            assertThat(one.usesLeft()).contains(1);
            assertThat(one.toString()).doesNotContain(secret);
        });
    }

    @Test
    void aKeyOutlivesTheServersRestart() throws Exception {
        ClientIdentity host = server.joined("fleet");
        String arn = server.registered(host, "fleet", Optional.empty());

        server.restart();
        server.pass(Duration.ofDays(400));

        assertThat(server.registered(host, "fleet", Optional.of(arn))).isEqualTo(arn);
    }

    @Test
    void aKeyNobodyRegisteredWithEndsByItself() throws IOException {
        ClientIdentity host = server.joined("fleet");

        server.pass(Duration.ofMinutes(61));

        assertThatThrownBy(() -> discover(host))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("ExpiredTokenException");
    }

    @Test
    void theOfficialAgentsKeyIsHeldByTheFirstInstance() throws IOException {
        var made = server.as(server.root())
                .call(
                        Argosy.CREATE_AGENT_KEY,
                        CreateAgentKeyRequest.builder().cluster("fleet").build());
        var official = new ClientIdentity(
                AccessKey.lasting(
                        made.accessKeyId().orElseThrow(), made.secretAccessKey().orElseThrow()),
                "local-1");

        String first = server.registered(official, "fleet", Optional.empty());
        discover(official);

        // The official agent repeats a registration whose answer it did not get, and then names no instance.
        assertThat(server.registered(official, "fleet", Optional.empty())).isEqualTo(first);
    }

    private String keyFor(String token, String attempt) {
        try {
            return server.join(token, attempt).key().id();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private ApiError refusal(String token, String attempt) {
        return catchThrowableOfType(ApiException.class, () -> server.join(token, attempt))
                .error();
    }

    private List<JoinTokenDescription> listed() throws IOException {
        return server.as(server.root())
                .call(
                        Argosy.LIST_JOIN_TOKENS,
                        ListJoinTokensRequest.builder().cluster("fleet").build())
                .joinTokens()
                .orElseThrow();
    }

    private void discover(ClientIdentity as) throws IOException {
        var answer = server.as(as)
                .call(
                        Ecs.DISCOVER_POLL_ENDPOINT,
                        DiscoverPollEndpointRequest.builder().build());
        assertThat(answer.endpoint()).isPresent();
    }
}
