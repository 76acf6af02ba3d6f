package io.argosy.wire;

import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.JettyUpgradeListener;

/// Opens one websocket with a signed handshake, and keeps what a refusing server says.
final class Dialing implements JettyUpgradeListener {
    private static final int MOST_OF_A_REFUSAL = 16 << 10;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

    private final Outbound outbound;
    private final RequestSigner signer;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private volatile int status;

    Dialing(Outbound outbound, RequestSigner signer) {
        this.outbound = outbound;
        this.signer = signer;
    }

    Channel connect(URI given, ChannelListener listener, Duration timeout) throws IOException {
        URI uri = URI.create(given.toString().replaceFirst("^http", "ws"));
        var request = new ClientUpgradeRequest(uri);
        request.setTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        var head = new RequestHead("GET", uri.getRawPath(), query, Map.of("host", List.of(host(uri))));
        signer.sign(head, new byte[0]).forEach(request::setHeader);
        var channel = new JettyChannel(listener, SEND_TIMEOUT);
        CompletableFuture<Session> opening = outbound.sockets().connect(channel, request, this);
        try {
            ApiClient.await(opening, uri, timeout);
        } catch (IOException failure) {
            if (status != 0 && status != 101) {
                throw new HandshakeRefused(status, refusalText());
            }
            throw failure;
        }
        return channel;
    }

    @Override
    public void onHandshakeRequest(Request request) {
        request.onResponseContent(this::keep);
        request.onResponseHeaders(response -> status = response.getStatus());
    }

    private void keep(Response response, ByteBuffer content) {
        synchronized (refusal) {
            int room = MOST_OF_A_REFUSAL - refusal.size();
            byte[] bytes = new byte[Math.min(room, content.remaining())];
            content.get(bytes);
            refusal.writeBytes(bytes);
        }
    }

    private String refusalText() {
        synchronized (refusal) {
            return refusal.toString(StandardCharsets.UTF_8);
        }
    }

    /// The Host header as it will be sent: without the port where it is the scheme's own.
    static String host(URI uri) {
        int usual = uri.getScheme().equals("https") || uri.getScheme().equals("wss") ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
