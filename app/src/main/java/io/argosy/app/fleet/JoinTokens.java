package io.argosy.app.fleet;

import io.argosy.app.configuration.Parse;
import io.argosy.shapes.argosy.AgentKeyDescription;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateAgentKeyRequest;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.JoinTokenDescription;
import io.argosy.shapes.argosy.ListAgentKeysRequest;
import io.argosy.shapes.argosy.ListJoinTokensRequest;
import io.argosy.shapes.argosy.RevokeAgentKeyRequest;
import io.argosy.shapes.argosy.RevokeJoinTokenRequest;
import io.argosy.views.Terminal;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The join tokens and agents' keys of one cluster, at a terminal. What a script wants to take is printed alone.
public final class JoinTokens {
    private static final int TOKEN_ID = 16;
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final Api api;
    private final String cluster;
    private final Terminal terminal;

    public JoinTokens(ApiClient client, String cluster, Terminal terminal) {
        this(new Api(client), cluster, terminal);
    }

    JoinTokens(Api api, String cluster, Terminal terminal) {
        this.api = api;
        this.cluster = cluster;
        this.terminal = terminal;
    }

    /// `30m`, `1h`, `7d`.
    public static Duration lifetime(String text) throws IOException {
        try {
            Duration life = Parse.duration(text);
            if (life.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(LONGEST.toDays() + "d is the longest possible, not " + text);
            }
            return life;
        } catch (IllegalArgumentException wrong) {
            throw new IOException("--expires: " + wrong.getMessage(), wrong);
        }
    }

    /// The token alone, which a script takes; answers the line that makes a bare host join by it.
    public String create(int uses, Duration life) throws IOException {
        String token = fresh(uses, life);
        terminal.step(token);
        return api.joinLine(cluster, token);
    }

    String fresh(int uses, Duration life) throws IOException {
        return api.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster(cluster)
                                .uses(uses)
                                .expiresInSeconds(Math.toIntExact(life.toSeconds()))
                                .build())
                .token()
                .orElseThrow(() -> new IOException("the answer holds no token"));
    }

    /// Two lines for the official agent's environment.
    public void official(Duration life) throws IOException {
        var made = api.call(
                Argosy.CREATE_AGENT_KEY,
                CreateAgentKeyRequest.builder()
                        .cluster(cluster)
                        .expiresInSeconds(Math.toIntExact(life.toSeconds()))
                        .build());
        terminal.step("AWS_ACCESS_KEY_ID=" + made.accessKeyId().orElse(""));
        terminal.step("AWS_SECRET_ACCESS_KEY=" + made.secretAccessKey().orElse(""));
    }

    public void list() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("ID", "KIND", "HELD BY", "ENDS")));
        tokens().forEach(token -> rows.add(row(token)));
        keys().forEach(key -> rows.add(row(key)));
        terminal.table(rows);
    }

    private List<JoinTokenDescription> tokens() throws IOException {
        return all(next -> {
            var page = api.call(
                    Argosy.LIST_JOIN_TOKENS,
                    ListJoinTokensRequest.builder()
                            .cluster(cluster)
                            .nextToken(next)
                            .build());
            return new Page<>(page.joinTokens().orElse(List.of()), page.nextToken());
        });
    }

    private List<AgentKeyDescription> keys() throws IOException {
        return all(next -> {
            var page = api.call(
                    Argosy.LIST_AGENT_KEYS,
                    ListAgentKeysRequest.builder()
                            .cluster(cluster)
                            .nextToken(next)
                            .build());
            return new Page<>(page.agentKeys().orElse(List.of()), page.nextToken());
        });
    }

    private record Page<T>(List<T> items, Optional<String> next) {}

    private interface Pages<T> {
        Page<T> from(Optional<String> next) throws IOException;
    }

    private static <T> List<T> all(Pages<T> pages) throws IOException {
        Page<T> page = pages.from(Optional.empty());
        List<T> all = new ArrayList<>(page.items());
        while (page.next().isPresent()) {
            page = pages.from(page.next());
            all.addAll(page.items());
        }
        return all;
    }

    private static List<String> row(JoinTokenDescription token) {
        return List.of(
                token.tokenId().orElse(""),
                "join token",
                token.usesLeft().orElse(0) + " hosts may join",
                token.expiresAt().map(Instant::toString).orElse(""));
    }

    private static List<String> row(AgentKeyDescription key) {
        String instance = key.containerInstanceArn().orElse("");
        return List.of(
                key.accessKeyId().orElse(""),
                "key",
                instance.isEmpty() ? "nobody yet" : instance.substring(instance.lastIndexOf('/') + 1),
                key.expiresAt().map(Instant::toString).orElse("when revoked"));
    }

    /// A token's id, the token itself, or a key's id.
    public void revoke(String id) throws IOException {
        String plain = id.startsWith("ajt-") ? id.substring(4) : id;
        if (plain.startsWith("AGNT")) {
            api.call(
                    Argosy.REVOKE_AGENT_KEY,
                    RevokeAgentKeyRequest.builder()
                            .cluster(cluster)
                            .accessKeyId(plain)
                            .build());
        } else {
            String token = plain.substring(0, Math.min(plain.length(), TOKEN_ID));
            api.call(
                    Argosy.REVOKE_JOIN_TOKEN,
                    RevokeJoinTokenRequest.builder()
                            .cluster(cluster)
                            .tokenId(token)
                            .build());
        }
    }
}
