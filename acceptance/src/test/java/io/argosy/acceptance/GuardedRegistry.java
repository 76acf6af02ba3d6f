package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;

/// A registry for one user with a password: what it has is another registry's. It asks for the password itself, or for
/// a token that is had for it at an address of its own, as Docker Hub and others do.
final class GuardedRegistry implements AutoCloseable {
    private static final String TOKEN = "a-token-of-the-test";

    enum Asks {
        PASSWORD,
        TOKEN
    }

    private final Asks asks;
    private final URI behind;
    private final String keyBehind;
    private final String login;
    private final HttpServer server;
    private final HttpClient http;

    /// On loopback; `keyBehind` and `login` are `user:password` there and here.
    GuardedRegistry(Asks asks, URI behind, String keyBehind, String login) throws IOException {
        this(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                asks,
                behind,
                HttpClient.newHttpClient(),
                keyBehind,
                login);
    }

    /// `http` asks the one behind it.
    GuardedRegistry(InetSocketAddress at, Asks asks, URI behind, HttpClient http, String keyBehind, String login)
            throws IOException {
        this.asks = asks;
        this.http = http;
        this.behind = behind;
        this.keyBehind = keyBehind;
        this.login = login;
        this.server = HttpServer.create(at, 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = basic(login).equals(given(exchange));
            if (exchange.getRequestURI().getPath().equals("/token")) {
                send(exchange, known ? 200 : 401, known ? "{\"token\":\"" + TOKEN + "\"}" : "{}");
            } else if (asks == Asks.PASSWORD ? known : ("Bearer " + TOKEN).equals(given(exchange))) {
                pass(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge());
                send(exchange, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"who are you?\"}]}");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String given(HttpExchange exchange) {
        return exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of(""))
                .getFirst();
    }

    private String challenge() {
        return asks == Asks.PASSWORD
                ? "Basic realm=\"test\""
                : "Bearer realm=\"http://" + host() + "/token\",service=\"test\"";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody())
                .header("Authorization", basic(keyBehind));
        exchange.getRequestHeaders().getOrDefault("Accept", List.of()).forEach(type -> request.header("Accept", type));
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        for (String name : List.of("Content-Type", "Docker-Content-Digest", "Docker-Distribution-Api-Version")) {
            answer.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            answer.headers()
                    .firstValue("Content-Length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
        }
        exchange.sendResponseHeaders(answer.statusCode(), head ? -1 : answer.body().length);
        if (!head) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
