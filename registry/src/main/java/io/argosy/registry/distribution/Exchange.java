package io.argosy.registry.distribution;

import io.argosy.model.Arns;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.TokenHolder;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/// One request to the registry by a known caller, and its answer: sent whole, or in parts after `begin`.
final class Exchange {
    static final String JSON = "application/json";

    private final Request request;
    private final Response response;
    private final TokenHolder caller;
    private final RegistryRights rights;
    private final Fields query;

    Exchange(Request request, Response response, TokenHolder caller, RegistryRights rights) {
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.rights = rights;
        this.query = query(request);
    }

    static Fields query(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException undecodable) {
            throw OciError.badRequest("the query of the request cannot be decoded")
                    .thrown();
        }
    }

    TokenHolder caller() {
        return caller;
    }

    String method() {
        return request.getMethod();
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    /// All values of a parameter that may come more than once.
    List<String> queries(String name) {
        return query.getValuesOrEmpty(name);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /// All values of a header that may come more than once or as a list.
    Iterable<String> values(String name) {
        return request.getHeaders().getCSV(name, false);
    }

    ByteBufferPool buffers() {
        return request.getComponents().getByteBufferPool();
    }

    InputStream body() {
        return Content.Source.asInputStream(request);
    }

    long announcedBytes() {
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    /// The repository of this name in the caller's realm, if the caller may do this there.
    RepositoryKey repository(String name, String action) {
        if (!RepositoryKey.valid(name)) {
            throw OciError.nameInvalid(name).thrown();
        }
        allowed(action, new Arns(caller.realm()).repository(name));
        return new RepositoryKey(caller.realm(), name);
    }

    void allowed(String action, String resource) {
        if (!rights.allow(caller, Permission.on(action, resource))) {
            throw OciError.denied("User: " + caller.principal() + " is not authorized to perform: " + action
                            + " on resource: " + resource)
                    .thrown();
        }
    }

    Exchange with(String header, String value) {
        response.getHeaders().put(header, value);
        return this;
    }

    void answer(int status) throws IOException {
        send(status, new byte[0]);
    }

    void answer(int status, String contentType, byte[] body) throws IOException {
        with("Content-Type", contentType).send(status, body);
    }

    void json(int status, String body) throws IOException {
        answer(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int status, byte[] body) throws IOException {
        begin(status, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(headOnly() ? new byte[0] : body));
    }

    boolean headOnly() {
        return method().equals("HEAD");
    }

    /// Sets the status and the length of what follows.
    Response begin(int status, long length) {
        response.setStatus(status);
        if (status != 204 && status != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        return response;
    }

    static String escaped(String text) {
        return UrlEncoded.encodeString(text);
    }
}
