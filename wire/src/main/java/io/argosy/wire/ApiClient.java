package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import io.argosy.wire.access.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/// A client of one endpoint, signing as one identity: for our own agent and command line. It asks once; whether to ask
/// again is the caller's to decide, but for one case: a kept connection that ends just as it is used again.
public final class ApiClient {
    /// The member of an error that has the id of the request it answers.
    public static final String REQUEST_ID = "requestId";

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 32 << 20;
    private static final int MAX_PAGE = 1 << 20;

    private final Outbound outbound;
    private final URI endpoint;
    private final ClientIdentity identity;
    private final InstantSource clock;

    public ApiClient(Outbound outbound, URI endpoint, ClientIdentity identity, InstantSource clock) {
        this.outbound = outbound;
        this.endpoint = endpoint;
        this.identity = identity;
        this.clock = clock;
    }

    /// The same, signing for another region.
    public ApiClient in(String region) {
        return region.equals(identity.region())
                ? this
                : new ApiClient(outbound, endpoint, new ClientIdentity(identity.key(), region), clock);
    }

    /// The same, signing with another key.
    public ApiClient with(AccessKey key) {
        return new ApiClient(outbound, endpoint, new ClientIdentity(key, identity.region()), clock);
    }

    /// The operation's output. An error the service modelled is an `ApiException`; anything that kept the answer from
    /// arriving is an `IOException`.
    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        return call(operation, input, USUAL_TIMEOUT);
    }

    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input, Duration timeout)
            throws IOException {
        ContentResponse response = answer(operation, ClientCodec.write(input, operation), timeout);
        if (response.getStatus() / 100 != 2) {
            throw ClientCodec.error(
                            response.getStatus(),
                            response.getContentAsString(),
                            Optional.ofNullable(response.getHeaders().get(RequestRouter.REQUEST_ID)))
                    .thrown();
        }
        return ClientCodec.read(response.getContent(), operation);
    }

    /// Nobody can say whether a request arrived whose connection ended: only what reads is sent again.
    private ContentResponse answer(OperationModel<?, ?> operation, byte[] body, Duration timeout) throws IOException {
        try {
            return await(send(operation, body, timeout), endpoint, timeout);
        } catch (ConnectionEnded ended) {
            if (!ReadOnly.is(operation.name())) {
                throw ended;
            }
            return await(send(operation, body, timeout), endpoint, timeout);
        }
    }

    private CompletableFuture<ContentResponse> send(OperationModel<?, ?> operation, byte[] body, Duration timeout) {
        String path = ClientCodec.path(operation);
        Map<String, String> own = ClientCodec.headers(operation);
        Map<String, List<String>> signed = new HashMap<>(Map.of("host", List.of(Dialing.host(endpoint))));
        own.forEach((name, value) -> signed.put(name, List.of(value)));
        var head = new RequestHead("POST", path, "", signed);
        Map<String, String> signature = signer(operation.model().signingName()).sign(head, body);
        Request request = outbound.http()
                .newRequest(endpoint.resolve(path))
                .method("POST")
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    own.forEach(headers::put);
                    signature.forEach(headers::put);
                })
                .body(new BytesRequestContent(ClientCodec.contentType(operation), body));
        return new CompletableResponseListener(request, MAX_ANSWER).send();
    }

    public URI endpoint() {
        return endpoint;
    }

    /// The text of a page that is read without a signature, if the server has one.
    public Optional<String> page(String path) throws IOException {
        Request request = outbound.http()
                .newRequest(endpoint.resolve(path))
                .timeout(USUAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        ContentResponse answer =
                await(new CompletableResponseListener(request, MAX_PAGE).send(), endpoint, USUAL_TIMEOUT);
        return answer.getStatus() == 200 ? Optional.of(answer.getContentAsString()) : Optional.empty();
    }

    /// What came for a path, whatever its status says.
    public record Answer(int status, ByteBuffer body) {}

    /// Asks for a path with this `Authorization` instead of a signature; an answer of more than `most` bytes is none.
    public Answer get(String path, String accept, Secret authorization, int most) throws IOException {
        Request request = outbound.http()
                .newRequest(endpoint.resolve(path))
                .timeout(USUAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    headers.put(HttpHeader.ACCEPT, accept);
                    headers.put(HttpHeader.AUTHORIZATION, authorization.reveal());
                });
        ContentResponse answer = await(new CompletableResponseListener(request, most).send(), endpoint, USUAL_TIMEOUT);
        return new Answer(answer.getStatus(), ByteBuffer.wrap(answer.getContent()));
    }

    /// The same into a file, as it comes; the status of the answer. One of more than `most` bytes is a failure.
    public int download(String path, Secret authorization, Path file, long most) throws IOException {
        var listener = new InputStreamResponseListener();
        Request request = outbound.http()
                .newRequest(endpoint.resolve(path))
                .idleTimeout(USUAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.AUTHORIZATION, authorization.reveal()));
        request.send(listener);
        try (InputStream in = listener.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            int status = listener.get(USUAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .getStatus();
            byte[] bytes = new byte[1 << 16];
            long all = 0;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                all += read;
                if (all > most) {
                    throw new IOException(path + " has more than " + most + " bytes");
                }
                out.write(bytes, 0, read);
            }
            return status;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the answer");
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("no answer from " + place(endpoint) + ": " + failure.getMessage(), failure);
        }
    }

    /// Opens a websocket, signed for `ecs`. The path and query of `uri` are sent as they stand; `http` and `https` mean
    /// `ws` and `wss`. A refusal is a `HandshakeRefused`.
    public Channel connect(URI uri, ChannelListener listener, Duration timeout) throws IOException {
        return new Dialing(outbound, signer("ecs")).connect(uri, listener, timeout);
    }

    private RequestSigner signer(String service) {
        return new RequestSigner(identity.key(), identity.region(), service, clock);
    }

    /// The answer; what kept it away names the server that was asked.
    static <T> T await(CompletableFuture<T> answer, URI server, Duration timeout) throws IOException {
        try {
            return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the answer");
        } catch (ExecutionException failure) {
            throw switch (failure.getCause()) {
                case ConnectException refused ->
                    new IOException("nothing listens at " + place(server) + ": is the server running there?", refused);
                case SSLException unsafe -> unsafe(unsafe, server);
                case UnknownHostException unknown ->
                    new IOException("there is no host " + server.getHost() + ", of " + place(server), unknown);
                case IOException ended
                when isEndOfConnection(ended) ->
                    new ConnectionEnded(place(server) + " ended the connection before it answered", ended);
                case IOException other -> other;
                case Throwable other -> new IOException("no answer from " + place(server) + ": " + other, other);
                case null -> new IOException("no answer from " + place(server), failure);
            };
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException("no answer from " + place(server) + " within " + timeout.toSeconds() + " s", late);
        }
    }

    private static boolean isEndOfConnection(IOException failure) {
        return failure instanceof EOFException
                || failure instanceof ClosedChannelException
                || failure instanceof SocketException;
    }

    private static IOException unsafe(SSLException failure, URI server) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new UntrustedServer(
                        place(server) + " is not trusted: " + cause.getMessage() + "; its CA is tls/ca.pem in the"
                                + " server's data directory, and is given by --ca-file or AWS_CA_BUNDLE",
                        failure);
            }
        }
        return new IOException("no TLS with " + place(server) + ": " + failure.getMessage(), failure);
    }

    private static final class ConnectionEnded extends IOException {
        private static final long serialVersionUID = 1;

        ConnectionEnded(String message, IOException cause) {
            super(message, cause);
        }
    }

    private static String place(URI server) {
        return server.getScheme() + "://" + server.getAuthority();
    }
}
