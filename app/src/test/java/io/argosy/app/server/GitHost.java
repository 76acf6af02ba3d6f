package io.argosy.app.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A repository `shop.git` over HTTP, as git's own program serves it.
final class GitHost implements AutoCloseable {
    private final Path root;
    private final Path work;
    private final HttpServer http;

    GitHost(Path root) throws Exception {
        this.root = root;
        this.work = root.resolve("work");
        git(root, "init", "-q", "--bare", "-b", "main", "shop.git");
        git(root, "clone", "-q", "shop.git", "work");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/shop.git";
    }

    /// The commit that `main` is at then.
    String committed(String dockerfile) throws Exception {
        Files.writeString(work.resolve("Dockerfile"), dockerfile);
        git(work, "add", ".");
        git(work, "-c", "user.name=dev", "-c", "user.email=dev@example.com", "commit", "-q", "-m", dockerfile);
        git(work, "push", "-q", "origin", "HEAD:main");
        return git(work, "rev-parse", "HEAD");
    }

    private static String git(Path folder, String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (git.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return said;
    }

    /// One call of the program, which speaks CGI.
    private void answer(HttpExchange exchange) throws IOException {
        var builder = new ProcessBuilder("git", "http-backend");
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        header(exchange, "Content-Type").ifPresent(type -> environment.put("CONTENT_TYPE", type));
        header(exchange, "Content-Encoding").ifPresent(how -> environment.put("HTTP_CONTENT_ENCODING", how));
        header(exchange, "Git-Protocol").ifPresent(which -> environment.put("GIT_PROTOCOL", which));
        Process git = builder.start();
        try (var in = git.getOutputStream()) {
            exchange.getRequestBody().transferTo(in);
        }
        byte[] said;
        try (InputStream out = git.getInputStream()) {
            said = out.readAllBytes();
        }
        String text = new String(said, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int status = 200;
        for (String line : text.substring(0, end).split("\r\n")) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        int length = said.length - end - 4;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        exchange.getResponseBody().write(said, end + 4, length);
        exchange.close();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
