package io.argosy.wire;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.argosy.JoinAnswer;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;

/// A host's first call: it shows a join token and gets an access key of its own. See `JoinRoute`.
public final class JoinClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER = 1 << 16;

    private final Outbound outbound;
    private final URI endpoint;

    public JoinClient(Outbound outbound, URI endpoint) {
        this.outbound = outbound;
        this.endpoint = endpoint;
    }

    /// Whom to sign as from now on. The same token and `attempt` get the same answer again. A refusal is an
    /// `ApiException`; anything that kept the answer from arriving is an `IOException`.
    public ClientIdentity join(Secret token, String attempt) throws IOException {
        Request request = outbound.http()
                .newRequest(endpoint.resolve(JoinRoute.PATH))
                .method("POST")
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    headers.put("Authorization", JoinRoute.BEARER + token.reveal());
                    headers.put(JoinRoute.ATTEMPT, attempt);
                });
        ContentResponse response =
                ApiClient.await(new CompletableResponseListener(request, MAX_ANSWER).send(), endpoint, TIMEOUT);
        if (response.getStatus() / 100 != 2) {
            throw ClientCodec.error(response.getStatus(), response.getContentAsString(), Optional.empty())
                    .thrown();
        }
        return identity(response.getContent());
    }

    private static ClientIdentity identity(byte[] body) throws IOException {
        try {
            JoinAnswer answer = JsonCodec.read(body, JoinAnswer.STRUCTURE);
            return new ClientIdentity(
                    AccessKey.lasting(
                            answer.accessKeyId().orElse(""),
                            answer.secretAccessKey().orElse("")),
                    answer.region().orElseThrow(() -> new IOException("the answer names no region")));
        } catch (ShapeException | IllegalArgumentException unreadable) {
            throw new IOException("the answer to the join token is not what it should be", unreadable);
        }
    }
}
