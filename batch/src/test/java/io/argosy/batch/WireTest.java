package io.argosy.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests and answers as they travel: methods, paths, headers and JSON (batch-semantics 1).
final class WireTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private BatchServer server;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = server.endpoint().resolve(path);
        var head = new RequestHead(
                method,
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                Map.of("host", List.of(uri.getAuthority())));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        new RequestSigner(BatchServer.KEY, BatchServer.REALM.region(), "batch", InstantSource.system())
                .sign(head, body.getBytes(UTF_8))
                .forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aReplyIsOneJsonObject() throws Exception {
        HttpResponse<String> made =
                send("POST", "/v1/createschedulingpolicy", "{\"name\":\"teams\",\"unknown\":1,\"tags\":null}");
        HttpResponse<String> empty = send("POST", "/v1/describejobqueues", "");

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("content-type")).contains("application/json");
        assertThat(made.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(made.body())
                .isEqualTo("{\"name\":\"teams\",\"arn\":\"" + BatchServer.ARNS + "scheduling-policy/teams\"}");
        assertThat(empty.body()).isEqualTo("{\"jobQueues\":[]}");
    }

    @Test
    void momentsAreMillisecondsAsNumbers() throws Exception {
        send("POST", "/v1/createconsumableresource", "{\"consumableResourceName\":\"licence\"}");

        String shown = send("POST", "/v1/describeconsumableresource", "{\"consumableResource\":\"licence\"}")
                .body();

        assertThat(shown).containsPattern("\"createdAt\":[0-9]{13}[,}]").contains("\"tags\":{}");
    }

    @Test
    void arnsInPathsMayBeEncodedOrNot() throws Exception {
        send("POST", "/v1/createschedulingpolicy", "{\"name\":\"teams\"}");
        String encoded = "/v1/tags/arn%3Aaws%3Abatch%3Aeu-central-1%3A123456789012%3Ascheduling-policy%2Fteams";
        String plain = "/v1/tags/arn:aws:batch:eu-central-1:123456789012:scheduling-policy/teams";

        HttpResponse<String> tagged = send("POST", encoded, "{\"tags\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}");
        HttpResponse<String> untagged = send("DELETE", plain + "?tagKeys=a&tagKeys=b", "");

        assertThat(tagged.body()).isEqualTo("{}");
        assertThat(untagged.body()).isEqualTo("{}");
        assertThat(send("GET", encoded, "").body()).isEqualTo("{\"tags\":{\"c\":\"3\"}}");
        assertThat(send("GET", plain, "").body()).isEqualTo("{\"tags\":{\"c\":\"3\"}}");
    }

    @Test
    void aRefusalHasItsCodeInHeaderAndBody() throws Exception {
        HttpResponse<String> refused = send("POST", "/v1/createschedulingpolicy", "{\"name\":\"a.b\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("x-amzn-errortype")).contains("ClientException");
        assertThat(refused.body())
                .startsWith("{\"__type\":\"ClientException\",\"message\":\"Error executing request, Exception : name")
                .contains(refused.headers().firstValue("x-amzn-requestid").orElseThrow());
        assertThat(send("POST", "/v1/createschedulingpolicy", "{\"name\":").statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/v1/nosuchoperation", "{}").statusCode()).isEqualTo(404);
    }
}
