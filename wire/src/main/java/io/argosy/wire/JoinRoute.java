package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.JoinAnswer;
import io.argosy.wire.access.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a host without a key asks for one: `POST /argosy/join`, the join token as its bearer. It is the only call
/// without a signature that changes anything, so it reads no body and everything it is told stands in two headers.
public final class JoinRoute extends Handler.Abstract {
    static final String PATH = "/argosy/join";
    static final String ATTEMPT = "argosy-attempt";
    static final String BEARER = "Bearer ";
    private static final Logger log = LoggerFactory.getLogger(JoinRoute.class);
    private static final Pattern ATTEMPT_RULE = Pattern.compile("[0-9a-f]{32}");
    private static final String JSON = "application/json";

    private final BiFunction<Secret, String, JoinAnswer> join;

    private JoinRoute(BiFunction<Secret, String, JoinAnswer> join) {
        this.join = join;
    }

    /// `join` answers a token and the id of the attempt with a key, or throws what the host is told instead.
    public static Route route(BiFunction<Secret, String, JoinAnswer> join) {
        return new Route(PATH, new JoinRoute(join));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String id = String.valueOf(request.getAttribute(RequestRouter.REQUEST_ID));
        try {
            JoinAnswer answer = answer(request);
            log.info("request={} joined cluster={} key={}", id, clusterOf(answer), keyOf(answer));
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            Answer.of(200, JSON, JsonCodec.write(answer)).send(response, callback);
        } catch (ApiException refused) {
            log.warn(
                    "request={} join refused from={} code={}",
                    id,
                    peer(request),
                    refused.error().code());
            ErrorWriter.json(refused.error(), JSON).send(response, callback);
        } catch (RuntimeException bug) {
            log.error("request={} join failed", id, bug);
            ErrorWriter.json(ServiceErrors.bug(Dispatcher.FALLBACK, id), JSON).send(response, callback);
        }
        return true;
    }

    private JoinAnswer answer(Request request) {
        if (!request.getMethod().equals("POST")) {
            throw new ApiError("BadRequestException", "hosts join by POST", 405, Map.of()).thrown();
        }
        String token = header(request, "authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .orElseThrow(
                        () -> new ApiError("MissingAuthenticationTokenException", "Missing join token", 401, Map.of())
                                .thrown());
        String attempt = header(request, ATTEMPT)
                .filter(value -> ATTEMPT_RULE.matcher(value).matches())
                .orElseThrow(() -> ApiError.invalidParameter(ATTEMPT + " must be 32 lower-case hexadecimal digits")
                        .thrown());
        return join.apply(new Secret(token), attempt);
    }

    private static Optional<String> header(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private static String peer(Request request) {
        return Request.getRemoteAddr(request);
    }

    private static String clusterOf(JoinAnswer answer) {
        return answer.clusterArn().orElse("-");
    }

    private static String keyOf(JoinAnswer answer) {
        return answer.accessKeyId().orElse("-");
    }
}
