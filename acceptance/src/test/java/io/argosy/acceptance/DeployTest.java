package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an empty folder to a web server that answers, to its next version, to one that fails and is taken back, and
/// back by hand, as a developer types it; and that what runs outlives a lifecycle policy of `aws ecr`.
@Tag("program")
final class DeployTest {
    private static final String BASE = "argosy-acceptance/httpd:local";
    private static final String MAKE = """
            set -e
            dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
            mkdir "$dir/bin" "$dir/tmp"; cp "$(command -v busybox)" "$dir/bin/busybox"
            for applet in sh cat echo httpd wget sleep; do ln -s busybox "$dir/bin/$applet"; done
            tar -C "$dir" -c . | docker import - %s
            """.formatted(BASE);
    private static final String DOCKERFILE = """
            FROM %s
            COPY index.html /www/
            EXPOSE 8080
            HEALTHCHECK CMD wget -q -O /tmp/seen http://127.0.0.1:8080/index.html
            CMD ["/bin/sh", "-c", "%s"]
            """;
    private static final String GOOD = "trap 'exit 0' TERM; httpd -p 8080 -h /www; while true; do sleep 1; done";
    private static final String BAD = "echo the shelves are empty; exit 7";
    private static final String POLICY = """
            {"rules":[{"rulePriority":1,"description":"nothing that is not used stays for a day longer than it has to",\
            "selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},\
            "action":{"type":"expire"}}]}""";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static Path shop;

    @BeforeAll
    static void start() throws IOException {
        List<String> words = List.of("sh", "-c", MAKE);
        Command.run(folder, Map.of(), Duration.ofMinutes(1), words).success(words);
        machine = new PackagedProgram(folder);
        machine.startServer();
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.startAgent();
        shop = Files.createDirectory(folder.resolve("shop"));
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void write(String page, String command) throws IOException {
        Files.writeString(shop.resolve("index.html"), page);
        Files.writeString(shop.resolve("Dockerfile"), DOCKERFILE.formatted(BASE, command));
    }

    private static Map<String, Object> last(Command deploy) throws MalformedJson {
        return JsonTree.object(deploy.output().lines().toList().getLast());
    }

    private static String page(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/index.html"));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void aFolderBecomesAServiceAndGoesForthAndBack() throws Exception {
        int port = freePort();
        write("one", GOOD);
        machine.argosy("init", "shop", "--cluster", PackagedProgram.CLUSTER, "--port", String.valueOf(port));

        Command first = machine.argosy("deploy", "shop", "--version", "v1");
        assertThat(first.output()).contains("layer ", "registered shop:1", "new ", "RUNNING", "deployed: service=shop");
        assertThat(first.status()).isZero();
        assertThat(page(port)).isEqualTo("one");

        write("two", GOOD);
        Command second = machine.argosy("deploy", "shop", "--version", "v2", "--output", "json");
        assertThat(second.status()).as(second.output()).isZero();
        assertThat(last(second)).containsEntry("version", "v2").containsEntry("definition", "shop:2");
        assertThat(page(port)).isEqualTo("two");

        write("three", BAD);
        Command third = machine.argosy("deploy", "shop", "--version", "v3");
        assertThat(third.output())
                .contains(
                        "exit code 7",
                        "the shelves are empty",
                        "Going back to shop:2",
                        "outcome=FAILED",
                        "back=shop:2");
        assertThat(third.status()).isOne();
        assertThat(page(port)).isEqualTo("two");

        expired();

        Command back = machine.argosy("rollback", "shop", "--cluster", PackagedProgram.CLUSTER);
        assertThat(back.output()).contains("rolled back: service=shop definition=shop:1 version=v1");
        assertThat(back.status()).isZero();
        assertThat(page(port)).isEqualTo("one");
        assertThat(machine.argosy("revisions", "shop", "--cluster", PackagedProgram.CLUSTER)
                        .output())
                .contains("shop:3", "v3", "shop:1", "v1", "current");
    }

    private static final String COMPOSE = """
            services:
              web:
                build: .
                depends_on: { store: { condition: service_healthy } }
                command: ["/bin/sh", "-c", "wget -q -O /www/index.html http://store:9000/index.html; %s"]
                healthcheck: { test: wget -q -O /tmp/seen http://127.0.0.1:8080/index.html, interval: 5s }
                ports: [ "%d:8080" ]
              store:
                image: %s
                command: ["/bin/sh", "-c", "echo -n $${WORDS} >/kept/index.html; httpd -p 9000 -h /kept; %s"]
                environment: { WORDS: from the store }
                healthcheck: { test: wget -q -O /tmp/seen http://127.0.0.1:9000/index.html, interval: 5s }
                volumes: [ "kept:/kept" ]
            volumes:
              kept:
            """;

    /// One that waits for the other's health, and finds it under its name.
    @Test
    void aComposeFileComesUpAndStaysAsItIs() throws Exception {
        int port = freePort();
        Path blog = Files.createDirectory(folder.resolve("blog"));
        Files.writeString(blog.resolve("Dockerfile"), "FROM " + BASE + "\nRUN busybox mkdir /www\n");
        String wait = "trap 'exit 0' TERM; while true; do sleep 1; done";
        Files.writeString(blog.resolve("compose.yaml"), COMPOSE.formatted(GOOD, port, BASE, wait));

        Command up = machine.argosy("compose", "up", "blog", "--cluster", PackagedProgram.CLUSTER);
        assertThat(up.status()).as(up.output()).isZero();
        assertThat(up.output()).contains("blog-web DEPLOYED blog-web:1", "up: project=blog outcome=DEPLOYED");
        assertThat(page(port)).isEqualTo("from the store");

        Command again = machine.argosy("compose", "up", "blog", "--cluster", PackagedProgram.CLUSTER);
        assertThat(again.output()).contains("blog-web is as it should be");

        Files.writeString(blog.resolve("compose.yaml"), "services: { web: { image: x, networks: [ inner ] } }");
        Command refused = machine.argosy("compose", "up", "blog", "--cluster", PackagedProgram.CLUSTER);
        assertThat(refused.status()).isOne();
        assertThat(refused.output()).contains("services.web.networks");
    }

    /// All three images are of definitions that are live: the policy would take two, and takes none.
    private static void expired() {
        machine.aws("ecr", "put-lifecycle-policy", "--repository-name", "shop", "--lifecycle-policy-text", POLICY);
        machine.aws("ecr", "start-lifecycle-policy-preview", "--repository-name", "shop");

        assertThat(machine.aws(
                        "ecr",
                        "get-lifecycle-policy-preview",
                        "--repository-name",
                        "shop",
                        "--query",
                        "[status,summary.expiringImageTotalCount]"))
                .isEqualTo("COMPLETE\t0");
    }
}
