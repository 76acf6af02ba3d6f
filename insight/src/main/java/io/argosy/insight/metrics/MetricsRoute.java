package io.argosy.insight.metrics;

import io.argosy.wire.Route;
import io.argosy.wire.access.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/metrics`. Whoever is on this machine may read it without more; from elsewhere, and through a proxy, it
/// takes the token of its own as a bearer. The token opens nothing else.
public final class MetricsRoute extends Handler.Abstract {
    private static final String BEARER = "Bearer ";
    private static final Pattern LOCAL_NAME =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

    private final Metrics metrics;
    private final Secret token;

    private MetricsRoute(Metrics metrics, Secret token) {
        this.metrics = metrics;
        this.token = token;
    }

    public static Route of(Metrics metrics, Secret token) {
        return new Route("/metrics", new MetricsRoute(metrics, token));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return answer(405, "metrics are read by GET\n", response, callback);
        }
        if (!local(request) && !hasToken(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"argosy metrics\"");
            return answer(
                    401, "from elsewhere metrics take the token in the server's metrics-token\n", response, callback);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Metrics.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(metrics.text()), callback);
        return true;
    }

    private static boolean answer(int status, String text, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }

    /// What comes over loopback for somebody else says so (a proxy's header), or asks for another name than one
    /// of this machine's own (a proxy that keeps the name, a page in a browser here).
    private static boolean local(Request request) {
        boolean loopback = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
                && Optional.ofNullable(from.getAddress())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
        boolean forwarded = request.getHeaders().contains(HttpHeader.X_FORWARDED_FOR)
                || request.getHeaders().contains(HttpHeader.FORWARDED)
                || request.getHeaders().contains(HttpHeader.VIA);
        String name =
                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
        return loopback && !forwarded && LOCAL_NAME.matcher(name).matches();
    }

    private boolean hasToken(Request request) {
        String shown = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        return shown.startsWith(BEARER)
                && MessageDigest.isEqual(
                        shown.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
