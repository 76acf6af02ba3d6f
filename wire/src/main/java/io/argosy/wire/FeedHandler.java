package io.argosy.wire;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.Protocol;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Identity;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.QueryString;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureRefused;
import io.argosy.wire.access.SignatureVerifier;
import io.argosy.wire.access.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers GET with server-sent events until they end or their reader goes. Callers sign as for any API, for the
/// service `argosy`, over an empty body.
public final class FeedHandler implements Request.Handler {
    private static final Logger log = LoggerFactory.getLogger(FeedHandler.class);
    private static final String SERVICE = "argosy";
    private static final String LAST_ID = "Last-Event-ID";

    private final SignatureVerifier verifier;
    private final Function<FeedRequest, Permission> permission;
    private final Function<FeedRequest, Feed> opener;

    /// `opener` begins a feed, or refuses by an `ApiException`.
    public FeedHandler(
            SignatureVerifier verifier,
            Function<FeedRequest, Permission> permission,
            Function<FeedRequest, Feed> opener) {
        this.verifier = verifier;
        this.permission = permission;
        this.opener = opener;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String id = String.valueOf(request.getAttribute(RequestRouter.REQUEST_ID));
        try (Feed feed = opened(request, id)) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            send(feed, response);
            callback.succeeded();
        } catch (SignatureRefused refused) {
            refuse(ErrorWriter.signature(refused, ErrorForm.FALLBACK), id, response, callback);
        } catch (ApiException refused) {
            refuse(refused.error(), id, response, callback);
        } catch (IOException gone) {
            callback.failed(gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            callback.failed(stop);
        }
        return true;
    }

    private static void send(Feed feed, Response response) throws IOException, InterruptedException {
        Optional<String> piece = feed.next();
        while (piece.isPresent()) {
            Content.Sink.write(response, false, ByteBuffer.wrap(piece.get().getBytes(StandardCharsets.UTF_8)));
            piece = feed.next();
        }
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    private static void refuse(ApiError error, String id, Response response, Callback callback) {
        log.info("request={} feed refused code={} reason=\"{}\"", id, error.code(), LoggedText.of(error.message()));
        ErrorWriter.json(error, "application/json").send(response, callback);
    }

    private Feed opened(Request request, String id) throws SignatureRefused {
        if (!request.getMethod().equals("GET")) {
            throw new ApiError("MethodNotAllowed", "A feed is read by GET.", 405, Map.of()).thrown();
        }
        RequestHead head = JettyHead.of(request);
        Identity identity = verifier.verify(head, new byte[0]);
        if (!identity.scope().service().equals(SERVICE)) {
            throw new ApiError("InvalidSignatureException", "Credential should be scoped to correct service: 'argosy'.")
                    .thrown();
        }
        Credential credential = identity.credential();
        var realm = new AccountRegion(credential.account(), identity.scope().region());
        var caller = new Caller(realm, credential.principal(), credential.key().id(), id);
        var asked = new FeedRequest(
                caller,
                QueryString.parse(head.rawQuery()),
                Optional.ofNullable(request.getHeaders().get(LAST_ID)));
        Permission needed = permission.apply(asked);
        if (credential.verdict(needed) instanceof Verdict.Denied denied) {
            throw ServiceErrors.denied(credential.principal(), needed, denied, Protocol.AWS_JSON_1_1)
                    .thrown();
        }
        log.info(
                "request={} feed opened principal={} query={}",
                id,
                credential.principal(),
                LoggedText.of(head.rawQuery()));
        return opener.apply(asked);
    }
}
