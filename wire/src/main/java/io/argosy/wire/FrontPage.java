package io.argosy.wire;

import io.argosy.wire.access.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a person sees who opens the address in a browser: what this is, and where to go.
final class FrontPage {
    private FrontPage() {}

    static boolean wanted(RequestHead head) {
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        return reads
                && head.rawPath().equals("/")
                && head.rawQuery().isEmpty()
                && head.header("authorization").isEmpty()
                && head.header("accept").orElse("").contains("text/html");
    }

    static Answer of(RequestHead head, boolean secure) {
        String endpoint =
                (secure ? "https://" : "http://") + head.header("host").orElse("127.0.0.1:9080");
        String page = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Argosy</title>
                <h1>Argosy %s</h1>
                <p>This is the control plane of an Argosy fleet. It speaks the APIs of Amazon ECS and ECR: talk to it
                with the AWS command line, an AWS SDK, or docker.</p>
                <pre>aws --endpoint-url %s ecs list-clusters</pre>
                <p>Requests are signed; the key pair stands in the file <code>credentials</code> of the server's data
                directory. <code>/healthz</code> says whether the server serves. More stands in
                <code>docs/operating.md</code>, in the folder that Argosy came in.</p>
                """.formatted(version(), ErrorWriter.escaped(endpoint));
        return Answer.of(200, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private static String version() {
        return Optional.ofNullable(FrontPage.class.getPackage().getImplementationVersion())
                .orElse("");
    }
}
