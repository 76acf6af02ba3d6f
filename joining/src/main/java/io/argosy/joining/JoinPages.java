package io.argosy.joining;

import io.argosy.wire.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a host that is about to join reads here, without a signature as it has no key yet: `/argosy/join.sh`, and the
/// package below `/argosy/packages/`. Nothing of it is secret.
public final class JoinPages {
    private static final Logger log = LoggerFactory.getLogger(JoinPages.class);
    private static final String SCRIPT = "/argosy/join.sh";
    private static final String PACKAGES = "/argosy/packages/";

    private final URI endpoint;
    private final Optional<Path> ca;
    private final HostPackage offered;

    private JoinPages(URI endpoint, Optional<Path> ca, HostPackage offered) {
        this.endpoint = endpoint;
        this.ca = ca;
        this.offered = offered;
    }

    /// `home` is the program's folder; `dataDir` the server's, which keeps what is packed.
    public static List<Route> routes(URI endpoint, Optional<Path> ca, Path home, Path dataDir) {
        var pages = new JoinPages(endpoint, ca, new HostPackage(home, dataDir.resolve("packages")));
        return List.of(new Route(SCRIPT, pages::script), new Route(PACKAGES, pages::file));
    }

    private boolean script(Request request, Response response, Callback callback) throws IOException {
        if (reads(request, response, callback)) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            text(200, JoinScript.of(endpoint, ca, offered.name()), response, callback);
        }
        return true;
    }

    private boolean file(Request request, Response response, Callback callback) throws IOException {
        if (!reads(request, response, callback)) {
            return true;
        }
        Optional<HostPackage.Name> wanted =
                offered.name().filter(name -> Request.getPathInContext(request).equals(PACKAGES + name.file()));
        if (wanted.isEmpty()) {
            text(404, "this server has no such package; " + SCRIPT + " names the one it has\n", response, callback);
            return true;
        }
        try {
            send(offered.file(wanted.get()), request, response, callback);
        } catch (IOException failure) {
            log.error("package={} cannot be sent: {}", wanted.get().file(), failure.getMessage());
            text(503, "the package cannot be made; the server's log says why\n", response, callback);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            text(503, "the server stops\n", response, callback);
        }
        return true;
    }

    /// Its name says what is in it, for good.
    private static void send(Path file, Request request, Response response, Callback callback) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/vnd.debian.binary-package");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(file));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "public, max-age=86400, immutable");
        if (request.getMethod().equals("HEAD")) {
            response.write(true, ByteBuffer.allocate(0), callback);
        } else {
            Content.copy(Content.Source.from(file), response, callback);
        }
    }

    private static boolean reads(Request request, Response response, Callback callback) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reads) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            text(405, "this page is read by GET\n", response, callback);
        }
        return reads;
    }

    private static void text(int status, String text, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
