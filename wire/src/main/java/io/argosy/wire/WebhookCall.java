package io.argosy.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;

/// Sends a body to an address outside, once. What the server's own network has is not reached that way, unless it may.
public final class WebhookCall {
    private static final int MAX_ANSWER = 1 << 20;

    private final Outbound outbound;
    private final Duration timeout;
    private final boolean local;

    /// `local` lets it call this machine and its links.
    public WebhookCall(Outbound outbound, Duration timeout, boolean local) {
        this.outbound = outbound;
        this.timeout = timeout;
        this.local = local;
    }

    /// The status of the answer; an `IOException` says why there is none.
    public int send(String method, URI address, Map<String, String> headers, byte[] body) throws IOException {
        require(address);
        Request request = outbound.http()
                .newRequest(address)
                .method(method)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> headers.forEach(fields::put))
                .body(new BytesRequestContent("application/json; charset=utf-8", body));
        try {
            ContentResponse answer = new CompletableResponseListener(request, MAX_ANSWER)
                    .send()
                    .get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            return answer.getStatus();
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException(address.getHost() + " does not answer: " + failed.getMessage(), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stop);
        }
    }

    private void require(URI address) throws IOException {
        boolean reachable =
                local || Stream.of(InetAddress.getAllByName(address.getHost())).noneMatch(WebhookCall::ours);
        if (!reachable) {
            throw new IOException(address.getHost() + " is this machine or on its links");
        }
    }

    private static boolean ours(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }
}
