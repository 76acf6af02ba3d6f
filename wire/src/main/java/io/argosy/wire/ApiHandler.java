package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureRefused;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests for the AWS APIs. The head is looked at before any of the body is read: who has nothing to show
/// costs no memory. Then the body is read within its budget and its time, and only then does the request take one of
/// the places at work; the rest wait a moment and are told to come back.
final class ApiHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);
    private static final long PATIENCE_SECONDS = 5;
    static final ApiError BUSY =
            new ApiError("ServiceUnavailable", "Too many requests at once; try again", 503, Map.of());

    private final Dispatcher dispatcher;
    private final Invocation invocation;
    private final RequestBody bodies;
    private final BodyBudget budget;
    private final RequestCounts counts;
    private final int most;
    private final Semaphore places;

    ApiHandler(
            Dispatcher dispatcher,
            Invocation invocation,
            RequestBody bodies,
            BodyBudget budget,
            RequestCounts counts,
            int requestsAtOnce) {
        this.dispatcher = dispatcher;
        this.invocation = invocation;
        this.bodies = bodies;
        this.budget = budget;
        this.counts = counts;
        this.most = requestsAtOnce;
        this.places = new Semaphore(requestsAtOnce, true);
    }

    /// The answer; a body that nobody wanted may still be coming.
    Answer answer(String id, RequestHead head, RequestContent content) throws IOException {
        try (BodyBudget.Share share = budget.open()) {
            return answer(id, head, content, share);
        }
    }

    private Answer answer(String id, RequestHead head, RequestContent content, BodyBudget.Share share)
            throws IOException {
        try {
            byte[] body = body(head, content, share);
            return atWork(new ApiRequest(id, head, body, content.origin()), share);
        } catch (SignatureRefused refused) {
            counts.unsigned();
            ErrorForm form = ErrorForm.of(head, dispatcher);
            ApiError error = ErrorWriter.signature(refused, form);
            log.info("request={} refused code={} reason=\"{}\"", id, error.code(), LoggedText.of(error.message()));
            return ErrorWriter.write(error, form, id);
        } catch (ApiException refused) {
            return ErrorWriter.write(refused.error(), ErrorForm.of(head, dispatcher), id);
        } catch (RuntimeException bug) {
            log.error("request={} failed outside any operation", id, bug);
            return ErrorWriter.write(ServiceErrors.bug(Dispatcher.FALLBACK, id), ErrorForm.FALLBACK, id);
        }
    }

    /// A key that nobody knows gets as much attention as usual requests need, and the answer that a wrong signature
    /// gets: what it sends beyond that is not read.
    private byte[] body(RequestHead head, RequestContent content, BodyBudget.Share share)
            throws IOException, SignatureRefused {
        boolean known = invocation.keyIsKnown(head);
        int most = known ? invocation.largestBody(head) : Math.min(bodies.limit(), BodyBudget.SMALL);
        content.open().reading();
        try {
            return bodies.read(content, most, share);
        } catch (ApiException refused) {
            if (!known) {
                invocation.identity(head, new byte[0]);
            }
            throw refused;
        } finally {
            content.open().working();
        }
    }

    private Answer atWork(ApiRequest request, BodyBudget.Share share) throws SignatureRefused {
        if (!placeFound()) {
            counts.busy();
            throw BUSY.thrown();
        }
        try {
            return invocation.answer(request, share);
        } finally {
            places.release();
        }
    }

    int atWork() {
        return most - places.availablePermits();
    }

    int waiting() {
        return places.getQueueLength();
    }

    private boolean placeFound() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
