package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.Protocol;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.access.CredentialScope;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureVerifier;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Answers requests for the AWS APIs: reads the body, has it carried out, and turns whatever went wrong into an answer
/// of the caller's protocol. At most so many at once; the rest wait a moment and are then told to come back.
final class ApiHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Dispatcher dispatcher;
    private final Invocation invocation;
    private final RequestBody bodies;
    private final Semaphore places;

    ApiHandler(Dispatcher dispatcher, Invocation invocation, RequestBody bodies, int requestsAtOnce) {
        this.dispatcher = dispatcher;
        this.invocation = invocation;
        this.bodies = bodies;
        this.places = new Semaphore(requestsAtOnce, true);
    }

    void handle(String id, Request request, Response response, Callback callback) throws Exception {
        RequestHead head = JettyHead.of(request);
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            var busy = new ApiError("ServiceUnavailable", "Too many requests at once; try again", 503, Map.of());
            refusal(busy, id, head).send(response, callback);
            return;
        }
        Answer answer;
        try (var _ = MDC.putCloseable("request", id)) {
            answer = answer(id, head, request);
        } finally {
            places.release();
        }
        answer.send(response, callback);
    }

    private Answer answer(String id, RequestHead head, Request request) throws IOException {
        try {
            byte[] body = bodies.read(request);
            return invocation.answer(new ApiRequest(id, head, body));
        } catch (ApiException refused) {
            return refusal(refused.error(), id, head);
        } catch (RuntimeException bug) {
            log.error("request={} failed outside any operation", id, bug);
            return refusal(ServiceErrors.bug(Dispatcher.FALLBACK, id), id, head);
        }
    }

    private Answer refusal(ApiError error, String id, RequestHead head) {
        Optional<ServiceModel> service = SignatureVerifier.claimedScope(head)
                .map(CredentialScope::service)
                .flatMap(dispatcher::service)
                .or(() -> dispatcher.serviceByTarget(head));
        Protocol protocol = service.map(ServiceModel::protocol).orElse(Dispatcher.FALLBACK);
        return ErrorWriter.write(
                error, protocol, service.map(ServiceModel::xmlNamespace).orElse(""), id);
    }
}
