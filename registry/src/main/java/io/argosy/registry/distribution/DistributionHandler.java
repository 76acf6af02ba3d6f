package io.argosy.registry.distribution;

import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.TokenHolder;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything under `/v2/`: asks who calls, sends the request to its endpoint, and writes every refusal in OCI's form.
final class DistributionHandler implements Request.Handler {
    private static final Logger log = LoggerFactory.getLogger(DistributionHandler.class);
    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String ANONYMOUS = "-";

    private final RegistryLogin login;
    private final RegistryRights rights;
    private final Endpoints endpoints;

    DistributionHandler(RegistryLogin login, RegistryRights rights, Endpoints endpoints) {
        this.login = login;
        this.rights = rights;
        this.endpoints = endpoints;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Docker-Distribution-Api-Version", "registry/2.0");
        long started = System.nanoTime();
        Optional<TokenHolder> caller =
                login.holder(Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                        .orElse(""));
        try {
            serve(request, response, caller);
            record(request, response, caller, started);
            callback.succeeded();
        } catch (IOException broken) {
            log.warn("request={} broke off: {}", id(response), LoggedText.of(broken));
            callback.failed(broken);
        }
        return true;
    }

    private void serve(Request request, Response response, Optional<TokenHolder> caller) throws IOException {
        try {
            TokenHolder holder =
                    caller.orElseThrow(() -> OciError.unauthorized().thrown());
            var exchange = new Exchange(request, response, holder, rights);
            endpoints.serve(exchange, Address.of(Request.getPathInContext(request)));
        } catch (OciRefused refused) {
            refuse(request, response, refused.error());
        } catch (RuntimeException bug) {
            log.error("request={} {} failed", id(response), LoggedText.of(request.getMethod()), bug);
            if (response.isCommitted()) {
                throw new IOException("failed after the answer had begun", bug);
            }
            refuse(request, response, OciError.ours(id(response)));
        }
    }

    private static void refuse(Request request, Response response, OciError error) throws IOException {
        if (error.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Argosy registry\"");
        }
        Map<String, Object> line = Map.of("code", error.code(), "message", error.message());
        byte[] body = JsonTree.write(Map.of("errors", List.of(line))).getBytes(StandardCharsets.UTF_8);
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exchange.JSON);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean headOnly = request.getMethod().equals("HEAD");
        Content.Sink.write(response, true, ByteBuffer.wrap(headOnly ? new byte[0] : body));
    }

    private static void record(Request request, Response response, Optional<TokenHolder> caller, long started) {
        String line = "request={} registry={} path={} principal={} status={} ms={}";
        Object[] facts = {
            id(response),
            LoggedText.of(request.getMethod()),
            LoggedText.of(Request.getPathInContext(request)),
            caller.map(TokenHolder::principal).orElse(ANONYMOUS),
            response.getStatus(),
            (System.nanoTime() - started) / 1_000_000
        };
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            log.debug(line, facts);
        } else {
            log.info(line, facts);
        }
    }

    private static String id(Response response) {
        return Optional.ofNullable(response.getHeaders().get(REQUEST_ID)).orElse(ANONYMOUS);
    }
}
