package io.argosy.app.server;

import io.argosy.wire.Route;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/healthz`, for load balancers and whoever waits for the server: 200 while it serves, 503 before and after. It asks
/// for no signature and tells nothing else.
final class HealthRoute extends Handler.Abstract {
    private final BooleanSupplier serving;

    private HealthRoute(BooleanSupplier serving) {
        this.serving = serving;
    }

    static Route of(BooleanSupplier serving) {
        return new Route("/healthz", new HealthRoute(serving));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean well = serving.getAsBoolean();
        response.setStatus(well ? 200 : 503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        String text = well ? "serving\n" : "not serving\n";
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }
}
