package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.access.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Stands where an SDK client's network would be: reads its requests as the server does, and answers each with a
/// random output of the operation, written as the server writes it.
final class WireTap implements SdkHttpClient {
    private final Dispatcher dispatcher = new Dispatcher(Services.ALL);
    private final String signingName;
    private Random chance = new Random(0);
    private String operation = "";
    private Map<String, Object> input = Map.of();
    private Map<String, Object> output = Map.of();

    WireTap(String signingName) {
        this.signingName = signingName;
    }

    void seed(long seed) {
        chance = new Random(seed);
    }

    /// The last request's operation, its input, and the output it was answered with.
    String operation() {
        return operation;
    }

    Map<String, Object> input() {
        return input;
    }

    Map<String, Object> output() {
        return output;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answered(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
        byte[] body = new byte[0];
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream in = request.contentStreamProvider().get().newStream()) {
                body = in.readAllBytes();
            }
        }
        RequestHead head = head(request.httpRequest());
        if (!(dispatcher.find(signingName, head, body) instanceof ResolvedOperation.To(var model, var pathValues))) {
            throw new IOException("not an operation: " + head);
        }
        Answer answer = exchange(model, new ApiRequest("id", head, body, RequestOrigin.UNKNOWN), pathValues);
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(answer.status())
                        .putHeader("content-type", answer.contentType())
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.bytes())))
                .build();
    }

    private <I extends Shape, O extends Shape> Answer exchange(
            OperationModel<I, O> model, ApiRequest request, Map<String, String> pathValues) {
        operation = model.toString();
        input = Shapes.tree(ProtocolCodec.decoded(model, request, pathValues));
        O filled = new Shapes(chance).filled(model.output());
        output = Shapes.tree(filled);
        return ProtocolCodec.write(model, filled, request.id());
    }

    private static RequestHead head(SdkHttpRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String query = request.encodedQueryParameters().orElse("");
        return new RequestHead(request.method().name(), request.encodedPath(), query, headers);
    }

    @Override
    public void close() {}
}
