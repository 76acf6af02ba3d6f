package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Heads that say two things at once, paths with dots, bodies that nobody wants, and services that are not here.
final class RequestRouterTest {
    private static final byte[] BODY = "{\"clusterName\":\"demo\"}".getBytes(StandardCharsets.UTF_8);

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                List.of(new TestServer.NamesItsCluster()),
                List.of(new Route("/health", new Says("health")), new Route("/v2/", new Says("registry"))),
                List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatTheOtherTestsSpoilIsTakenUnspoilt() throws Exception {
        assertThat(changed(head -> head)).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void twoAuthorizationsAreRefused() throws Exception {
        assertThat(changed(head -> head.replace("\r\n\r\n", "\r\nAuthorization: Basic eDp5\r\n\r\n")))
                .isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void aRepeatedCredentialIsRefused() throws Exception {
        String credential = "Credential=" + TestServer.KEY.id() + "/20260101/local-1/ecs/aws4_request, ";

        assertThat(changed(head -> head.replace("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 " + credential)))
                .isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void aRepeatedCredentialInAQueryIsRefused() throws Exception {
        String query = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A/20260101/local-1/ecs/aws4_request"
                + "&X-Amz-Credential=B/20260101/local-1/ecs/aws4_request&X-Amz-Date=20260101T000000Z"
                + "&X-Amz-SignedHeaders=host&X-Amz-Expires=60&X-Amz-Signature=00";

        HttpResponse<String> answer = get(query, "*/*");

        assertThat(answer.body()).contains("IncompleteSignatureException").contains("more than once");
    }

    @Test
    void aLineFeedAloneEndsNoHeader() throws Exception {
        assertThat(changed(head -> head.replaceFirst("\r\n", "\n"))).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(changed(head -> head.replaceFirst("(content-type[^\r]*)\r\n", "$1\n")))
                .isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?a=%", "/?a=%4", "/?a=%zz", "/?%ff", "/?a=%c3%28", "/v1/tags/a?n=%zz"})
    void aQueryThatCannotBeDecodedIsRefused(String path) throws Exception {
        try (var client = new RawClient(server.port())) {
            client.say("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(client.rest()).startsWith("HTTP/1.1 400").contains("MalformedQueryString");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/health, health",
        "/health/, health",
        "/v2, registry",
        "/v2/web/tags/list, registry",
        "/health/../v2/, registry",
        "/v2/../health, health",
        "/healthy, MissingAuthenticationTokenException",
        "/v2x, MissingAuthenticationTokenException"
    })
    void pathsAreResolvedBeforeTheyAreRouted(String path, String answer) throws Exception {
        try (var client = new RawClient(server.port())) {
            client.say("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(client.rest()).contains(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300 << 10, 12 << 20})
    void whoSendsTooMuchReadsTheRefusal(int length) throws Exception {
        byte[] body = new byte[length];
        try (var client = new RawClient(server.port())) {
            client.say(RawClient.signedHead(server.port(), body, length)).say(body);

            assertThat(client.status()).isEqualTo("HTTP/1.1 413 Payload Too Large");
        }
    }

    @Test
    void aStrangerWithALargeBodyReadsTheRefusalToo() throws Exception {
        byte[] body = new byte[100 << 10];
        String head = RawClient.signedHead(server.port(), body, body.length).replace(TestServer.KEY.id(), "STRANGER");
        try (var client = new RawClient(server.port())) {
            client.say(head).say(body);

            assertThat(client.status()).isEqualTo("HTTP/1.1 400 Bad Request");
            client.say(RawClient.lastSignedHead(server.port(), BODY)).say(BODY);
            assertThat(client.rest()).as("the connection goes on").contains("HTTP/1.1 200 OK");
        }
    }

    /// Nothing of their bodies was sent, so whoever waited for one would have no answer.
    @Test
    void whoIsNobodyIsAnsweredBeforeTheBody() throws Exception {
        byte[] body = new byte[100 << 10];
        String stranger =
                RawClient.signedHead(server.port(), body, body.length).replace(TestServer.KEY.id(), "STRANGER");
        String late = RawClient.signedHead(server.port(), body, 10)
                .replaceFirst("(?i)(x-amz-date: )20\\d\\d", "$11999")
                .replaceFirst("/20\\d\\d", "/1999");
        List<String> heads = List.of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n", stranger, late);
        for (String head : heads) {
            try (var client = new RawClient(server.port())) {
                assertThat(client.say(head).status()).as(head).isEqualTo("HTTP/1.1 400 Bad Request");
            }
        }
    }

    @Test
    void anAnswerBeforeTheBodyIsEnoughForWhoAsksFirst() throws Exception {
        String head = RawClient.signedHead(server.port(), BODY, 1 << 20)
                .replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        try (var client = new RawClient(server.port())) {
            assertThat(client.say(head).status()).isEqualTo("HTTP/1.1 413 Payload Too Large");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ec2            | application/x-www-form-urlencoded | 400 | <Response><Errors><Error><Code>InvalidAction<
            iam            | application/x-www-form-urlencoded | 400 | <Code>InvalidAction</Code>
            cloudformation | application/x-www-form-urlencoded | 400 | <ErrorResponse
            autoscaling    | application/x-www-form-urlencoded | 400 | <ErrorResponse
            s3             | application/octet-stream          | 501 | <Error><Code>NotImplemented</Code>
            route53        | text/xml                          | 400 | <ErrorResponse
            dynamodb       | application/x-amz-json-1.0        | 400 | {"__type":"UnknownOperationException"
            ssm            | application/x-amz-json-1.1        | 400 | {"__type":"UnknownOperationException"
            lambda         | application/json                  | 400 | {"__type":"UnknownOperationException"
            """)
    void aServiceThatIsNotHereIsRefusedInItsClientsForm(String service, String type, int status, String form)
            throws Exception {
        byte[] body = "Action=DescribeVpcs&Version=2016-11-15".getBytes(StandardCharsets.UTF_8);
        String head = RawClient.signedHead(
                server.port(), service, "/", Map.of("content-type", type, "connection", "close"), body, body.length);
        try (var client = new RawClient(server.port())) {
            String answer = client.say(head).say(body).rest();

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains(form);
        }
    }

    @Test
    void aBrowserIsToldWhatThisIs() throws Exception {
        HttpResponse<String> page = get("/", "text/html,application/xhtml+xml");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body())
                .contains("Argosy")
                .contains("aws --endpoint-url " + server.uri() + " ecs list-clusters");
        assertThat(get("/", "*/*").body()).contains("MissingAuthenticationTokenException");
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Accept", accept)
                .build());
    }

    /// The status of a good request whose head was tampered with.
    private String changed(UnaryOperator<String> change) throws IOException {
        try (var client = new RawClient(server.port())) {
            client.say(change.apply(RawClient.signedHead(server.port(), BODY, BODY.length)))
                    .say(BODY);
            return client.status();
        }
    }

    /// A route that answers with a word.
    private static final class Says extends Handler.Abstract {
        private final String word;

        Says(String word) {
            this.word = word;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
    }
}
