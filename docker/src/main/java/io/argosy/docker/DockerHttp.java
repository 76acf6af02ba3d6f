package io.argosy.docker;

import io.argosy.docker.DockerException.Reason;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.NamedThreads;
import io.argosy.wire.tls.TlsWhenAsked;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.PathRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// HTTP over the engine's Unix socket: one call and its JSON answer, or a stream of JSON lines. Every failure becomes a
/// [DockerException].
final class DockerHttp implements AutoCloseable {
    private static final int PLATFORM_THREADS = 4;
    private static final int MOST_CONNECTIONS = 512;
    private static final int MOST_WAITING = 65_536;
    private static final int MAX_ANSWER = 32 << 20;

    private final HttpClient client;
    private final Transport transport;
    private final Path socket;

    DockerHttp(Path socket) throws IOException {
        this.socket = socket;
        this.transport = new Transport.TCPUnix(socket);
        var threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName("docker");
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(NamedThreads.of("docker-"));
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(Duration.ofSeconds(5));
        connector.setSslContextFactory(new TlsWhenAsked(new Trust.OfSystem()));
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MOST_WAITING);
        client.setIdleTimeout(0);
        try {
            client.start();
        } catch (Exception failure) {
            throw new IOException("cannot start the HTTP client", failure);
        }
    }

    /// The JSON the engine answers with; an empty object for an answer without a body.
    Object call(String method, String path, Map<String, Object> body, Duration timeout) throws DockerException {
        Request request = request(method, path).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!method.equals("GET")) {
            request.body(new StringRequestContent("application/json", body.isEmpty() ? "" : JsonTree.write(body)));
        }
        ContentResponse response = await(new CompletableResponseListener(request, MAX_ANSWER).send(), timeout);
        String text = response.getContentAsString();
        if (response.getStatus() >= 400) {
            throw DockerException.ofStatus(response.getStatus(), message(text, response.getStatus()));
        }
        return text.isBlank() || response.getStatus() == 304 ? Map.of() : parsed(text);
    }

    /// Gives the engine an archive; what it says to it is progress.
    void send(String path, byte[] archive, Duration timeout) throws DockerException {
        Request request = request("POST", path)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .body(new BytesRequestContent("application/x-tar", archive));
        ContentResponse response = await(new CompletableResponseListener(request, MAX_ANSWER).send(), timeout);
        if (response.getStatus() >= 400) {
            throw DockerException.ofStatus(
                    response.getStatus(), message(response.getContentAsString(), response.getStatus()));
        }
    }

    /// The bytes of an answer that is no JSON; one of more than `most` is a failure.
    byte[] bytes(String path, int most, Duration timeout) throws DockerException {
        Request request = request("GET", path).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        ContentResponse response = await(new CompletableResponseListener(request, most).send(), timeout);
        if (response.getStatus() >= 400) {
            throw DockerException.ofStatus(
                    response.getStatus(), message(response.getContentAsString(), response.getStatus()));
        }
        return response.getContent();
    }

    /// Opens an answer that goes on for as long as the engine has something to say.
    JsonLines stream(String method, String path, Map<String, String> headers, Duration silence) throws DockerException {
        Opened answer = open(method, path, headers, silence);
        return new JsonLines(answer.content(), answer.request());
    }

    /// An answer that is read as it comes, and the request to end it by.
    record Opened(InputStream content, Request request) {}

    Opened open(String method, String path, Map<String, String> headers, Duration silence) throws DockerException {
        return open(request(method, path).headers(fields -> headers.forEach(fields::put)), silence);
    }

    /// The same for a file that is sent, read as it goes.
    JsonLines upload(String path, Path file, Map<String, String> headers, Duration silence) throws DockerException {
        try {
            Request request = request("POST", path)
                    .headers(fields -> headers.forEach(fields::put))
                    .body(new PathRequestContent("application/x-tar", file));
            Opened answer = open(request, silence);
            return new JsonLines(answer.content(), answer.request());
        } catch (IOException unreadable) {
            throw new DockerException(Reason.REFUSED, file + " cannot be read", unreadable);
        }
    }

    private Opened open(Request request, Duration silence) throws DockerException {
        if (silence.isPositive()) {
            request.idleTimeout(silence.toMillis(), TimeUnit.MILLISECONDS);
        }
        var listener = new InputStreamResponseListener();
        request.send(listener);
        try {
            Response response = listener.get(Math.max(silence.toMillis(), 30_000), TimeUnit.MILLISECONDS);
            var answer = new Opened(listener.getInputStream(), request);
            if (response.getStatus() >= 400) {
                String told = new JsonLines(answer.content(), request).rest();
                throw DockerException.ofStatus(response.getStatus(), message(told, response.getStatus()));
            }
            return answer;
        } catch (InterruptedException stopped) {
            var _ = request.abort(stopped);
            throw interrupted(stopped);
        } catch (TimeoutException late) {
            var _ = request.abort(late);
            throw new DockerException(Reason.TIMEOUT, "the engine did not begin to answer", late);
        } catch (ExecutionException failure) {
            throw failed(failure);
        }
    }

    private Request request(String method, String path) {
        return client.newRequest("http://docker" + path).method(method).transport(transport);
    }

    private <T> T await(CompletableFuture<T> answer, Duration timeout) throws DockerException {
        try {
            return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            throw interrupted(stopped);
        } catch (ExecutionException failure) {
            throw failed(failure);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new DockerException(Reason.TIMEOUT, "no answer within " + timeout.toSeconds() + " s", late);
        }
    }

    private DockerException failed(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof TimeoutException) {
            return new DockerException(Reason.TIMEOUT, "the engine did not answer in time", cause);
        }
        boolean noEngine = cause instanceof SocketException || cause instanceof ClosedChannelException;
        String text = noEngine ? "cannot connect to the Docker engine at " + socket : "the engine broke off: " + cause;
        return new DockerException(Reason.UNREACHABLE, text, cause);
    }

    private static DockerException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new DockerException(Reason.TIMEOUT, "interrupted while waiting for the engine", stopped);
    }

    private static String message(String body, int status) {
        try {
            String message = new Fields(JsonTree.object(body)).text("message");
            return message.isEmpty() ? "status " + status : message;
        } catch (MalformedJson plain) {
            return body.isBlank() ? "status " + status : body.strip();
        }
    }

    private static Object parsed(String text) throws DockerException {
        try {
            return JsonTree.value(text);
        } catch (MalformedJson notJson) {
            // Some calls (ping, tag) answer with words.
            if (!text.startsWith("{") && !text.startsWith("[")) {
                return List.of(text.strip());
            }
            throw new DockerException(Reason.ENGINE, "the engine's answer is not JSON", notJson);
        }
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception late) {
            throw new IllegalStateException("the Docker client did not stop in order", late);
        }
    }
}
