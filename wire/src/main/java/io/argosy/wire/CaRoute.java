package io.argosy.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/argosy/ca.pem`: the certificate of the server's own CA, for whoever asks. A client that fetches it without
/// trusting the server yet compares its fingerprint.
public final class CaRoute extends Handler.Abstract {
    public static final String PATH = "/argosy/ca.pem";

    private final Path ca;

    private CaRoute(Path ca) {
        this.ca = ca;
    }

    public static Route route(Path ca) {
        return new Route(PATH, new CaRoute(ca));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-pem-file");
        response.write(true, ByteBuffer.wrap(Files.readAllBytes(ca)), callback);
        return true;
    }
}
