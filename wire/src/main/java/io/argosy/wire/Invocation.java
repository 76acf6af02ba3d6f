package io.argosy.wire;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Identity;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureRefused;
import io.argosy.wire.access.SignatureVerifier;
import io.argosy.wire.access.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of one API request between its bytes and its answer: who asks, for which operation, with which input, may
/// they, and what the operation says. Every refusal is written in the form of the service that was asked.
final class Invocation {
    private static final Logger log = LoggerFactory.getLogger(Invocation.class);

    private final Dispatcher dispatcher;
    private final SignatureVerifier verifier;
    private final OperationTable operations;
    private final RequestBody bodies;
    private final RequestRecord record;

    Invocation(
            Dispatcher dispatcher,
            SignatureVerifier verifier,
            OperationTable operations,
            RequestBody bodies,
            RequestRecord record) {
        this.dispatcher = dispatcher;
        this.verifier = verifier;
        this.operations = operations;
        this.bodies = bodies;
        this.record = record;
    }

    /// Whether a head's key is one of ours; refused if its signature could not hold whatever the body.
    boolean keyIsKnown(RequestHead head) throws SignatureRefused {
        return verifier.keyIsKnown(head);
    }

    /// How large the body of this request may be.
    int largestBody(RequestHead head) {
        int own = dispatcher
                .targeted(head)
                .flatMap(operations::find)
                .map(Operation::bodyBytes)
                .orElse(0);
        return Math.max(own, bodies.limit());
    }

    Identity identity(RequestHead head, byte[] body) throws SignatureRefused {
        return verifier.verify(head, body);
    }

    Answer answer(ApiRequest request, BodyBudget.Share share) throws SignatureRefused {
        Identity identity = verifier.verify(request.head(), request.body());
        String encoding = request.head().header("content-encoding").orElse("");
        byte[] body = bodies.unpacked(request.body(), encoding, largestBody(request.head()), share);
        return dispatch(identity, new ApiRequest(request.id(), request.head(), body, request.origin()));
    }

    private Answer dispatch(Identity identity, ApiRequest request) {
        String service = identity.scope().service();
        return switch (dispatcher.find(service, request.head(), request.body())) {
            case ResolvedOperation.To to -> carriedOut(to.operation(), to.pathValues(), identity, request);
            case ResolvedOperation.NoSuchOperation(ServiceModel model, String name) ->
                ErrorWriter.write(OperationTable.unknown(model, name), ErrorForm.of(model), request.id());
            case ResolvedOperation.NoSuchService() -> {
                ErrorForm form = ErrorForm.of(request.head(), dispatcher);
                yield ErrorWriter.write(form.notOffered(service), form, request.id());
            }
        };
    }

    private <I extends Shape, O extends Shape> Answer carriedOut(
            OperationModel<I, O> model, Map<String, String> pathValues, Identity identity, ApiRequest request) {
        long started = System.nanoTime();
        Caller caller = caller(identity, request.id());
        Answer answer;
        Optional<String> code = Optional.empty();
        RequestRecord.Read read = RequestRecord.Read.NOTHING;
        try {
            Operation<I, O> operation = built(model);
            I input = ProtocolCodec.read(model, request, pathValues);
            List<Permission> needed = operation.permissions(caller, input);
            read = RequestRecord.Read.of(input, needed);
            allow(needed, model, identity, request.origin());
            answer = answered(operation, caller, input);
        } catch (ShapeException problem) {
            ApiError error = ServiceErrors.input(problem, model);
            code = Optional.of(error.code());
            answer = refusal(error, model, request.id());
        } catch (ApiException refused) {
            code = Optional.of(refused.error().code());
            answer = refusal(refused.error(), model, request.id());
        } catch (RuntimeException bug) {
            log.error("request={} operation={} failed", request.id(), model, bug);
            ApiError error = ServiceErrors.bug(model.model().protocol(), request.id());
            code = Optional.of(error.code());
            answer = refusal(error, model, request.id());
        }
        record.answered(
                new RequestRecord.Request(model, caller, request.origin(), read),
                new RequestRecord.Outcome(answer.status(), code, Duration.ofNanos(System.nanoTime() - started)));
        return answer;
    }

    private static <I extends Shape, O extends Shape> Answer answered(
            Operation<I, O> operation, Caller caller, I input) {
        return operation instanceof StreamingOperation<I, O> streaming
                ? Answer.of(streaming.open(caller, input))
                : ProtocolCodec.write(operation.model(), operation.handle(caller, input), caller.requestId());
    }

    @SuppressWarnings("unchecked")
    private <I extends Shape, O extends Shape> Operation<I, O> built(OperationModel<I, O> model) {
        return (Operation<I, O>) operations
                .find(model)
                .orElseThrow(() -> OperationTable.notBuilt(model).thrown());
    }

    private static void allow(
            List<Permission> permissions, OperationModel<?, ?> model, Identity identity, RequestOrigin origin) {
        Credential credential = identity.credential();
        Map<String, List<String>> keys = origin.keys(identity.scope().region());
        for (Permission permission : permissions) {
            if (credential.verdict(permission.with(keys)) instanceof Verdict.Denied denied) {
                throw ServiceErrors.denied(
                                credential.principal(),
                                permission,
                                denied,
                                model.model().protocol())
                        .thrown();
            }
        }
    }

    private static Caller caller(Identity identity, String requestId) {
        Credential credential = identity.credential();
        var realm = new AccountRegion(credential.account(), identity.scope().region());
        return new Caller(realm, credential.principal(), credential.key().id(), requestId);
    }

    private static Answer refusal(ApiError error, OperationModel<?, ?> model, String requestId) {
        return ErrorWriter.write(error, ErrorForm.of(model.model()), requestId);
    }
}
