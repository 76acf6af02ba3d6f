package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/// A registry client that does just what a test says, one request at a time.
final class OciClient implements AutoCloseable {
    static final String OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String authorization;

    OciClient(URI endpoint, String authorization) {
        this.endpoint = endpoint;
        this.authorization = authorization;
    }

    String authorization() {
        return authorization;
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException {
        return send("GET", path, new byte[0], headers);
    }

    /// Pushes a blob in one request.
    Digest push(String repository, byte[] content) throws IOException {
        Digest digest = Digest.of(content);
        var answer = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        return digest;
    }

    /// Begins an upload; where it goes on.
    String begin(String repository) throws IOException {
        var answer = send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        return header(answer, "Location");
    }

    HttpResponse<byte[]> put(String repository, String reference, String mediaType, String manifest)
            throws IOException {
        return send(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                manifest.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                mediaType);
    }

    /// Pushes an image of one layer; its digest.
    Digest pushImage(String repository, String tag, String layer) throws IOException {
        String manifest = imageManifest(push(repository, bytes("{}")), push(repository, bytes(layer)), layer.length());
        var answer = put(repository, tag, OCI_IMAGE, manifest);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        return Digest.of(manifest);
    }

    static String imageManifest(Digest config, Digest layer, int layerSize) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
                """.formatted(OCI_IMAGE, config, layer, layerSize);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        http.close();
    }
}
