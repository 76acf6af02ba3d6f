package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `./argosy up` and the sample it brings: orders travel through four services, and a new version of the worker rolls
/// out under them, through the death of the server or the agent, with no order lost or done twice.
@Tag("program")
final class ShopTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final URI SHOP = URI.create("http://127.0.0.1:8700/");
    private static final String FAMILY = "label=com.amazonaws.ecs.task-definition-family=";
    private static final String WORKERS = FAMILY + "shop-worker";
    private static final Duration MID_WAY = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(9);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void up() {
        argosy("up");
    }

    @AfterAll
    static void down() {
        argosy("down", "--purge");
    }

    @ParameterizedTest
    @CsvSource({"2, server", "3, agent"})
    void aNewVersionRollsOutUnderOrders(String version, String victim) throws Exception {
        scaleTo(3);
        buildAndPush(version);
        String revision = registerWith(version);
        String bystanders = bystanders();
        var customer = new Customer();
        var fewest = new Fewest();

        aws("update-service --service shop-worker --task-definition shop-worker:" + revision);
        PackagedProgram.pause(MID_WAY);
        kill(victim);
        argosy("up");
        PackagedProgram.await(
                "only the new version is left",
                () -> aws("describe-services --services shop-worker --query length(services[0].deployments)")
                        .equals("1"));
        List<String> ordered = customer.end();

        assertThat(fewest.end()).isGreaterThanOrEqualTo(3);
        PackagedProgram.await(
                "every order is done", () -> orders().stream().allMatch(order -> "done".equals(order.get("state"))));
        List<Map<String, Object>> orders = orders();
        assertThat(orders).extracting(order -> order.get("id")).containsAll(ordered);
        assertThat(orders).extracting(order -> order.get("finished")).containsOnly("1");
        assertThat(orders).extracting(order -> order.get("version")).contains(version);
        assertThat(bystanders()).isEqualTo(bystanders);
    }

    /// The containers of the services that nobody changes, each with the moment it was started.
    private static String bystanders() {
        return Stream.of("shop-web", "shop-app", "shop-queue")
                .map(family -> docker("ps", "-q", "--filter", FAMILY + family).strip())
                .map(id -> docker("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", id))
                .collect(Collectors.joining());
    }

    private static void scaleTo(int count) {
        aws("update-service --service shop-worker --desired-count " + count);
        PackagedProgram.await("the workers are healthy", () -> {
            String healthy = docker("ps", "-q", "--filter", "health=healthy", "--filter", WORKERS);
            return healthy.lines().count() == count;
        });
    }

    private static void buildAndPush(String version) {
        String image = "127.0.0.1:9080/shop/worker:" + version;
        Path shop = HOME.resolve("samples/shop");
        docker(
                "build",
                "-q",
                "-t",
                image,
                "--build-arg",
                "VERSION=" + version,
                "-f",
                shop.resolve("worker/Dockerfile").toString(),
                shop.toString());
        String login = aws("get-login-password", "ecr");
        docker("login", "--username", "AWS", "--password", login, "127.0.0.1:9080");
        docker("push", "-q", image);
    }

    private static String registerWith(String version) throws IOException {
        Path given = folder.resolve("shop/worker.json");
        String definition = Files.readString(given).replaceAll("shop/worker:[^\"]+", "shop/worker:" + version);
        Path changed = Files.writeString(folder.resolve("worker-" + version + ".json"), definition);
        return aws("register-task-definition --query taskDefinition.revision --cli-input-json file://" + changed);
    }

    /// The program itself, below what keeps it up.
    private static void kill(String victim) throws IOException {
        long keeper = Long.parseLong(
                Files.readString(folder.resolve(victim + ".pid")).strip().split("\\s")[0]);
        ProcessHandle process =
                ProcessHandle.of(keeper).orElseThrow().children().findFirst().orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static List<Map<String, Object>> orders() {
        try {
            List<Map<String, Object>> orders = new ArrayList<>();
            if (JsonTree.value(get("api/orders?limit=5000")) instanceof List<?> list) {
                for (Object item : list) {
                    orders.add(JsonTree.object(JsonTree.write(item)));
                }
            }
            return orders;
        } catch (MalformedJson unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// Orders again and again; keeps the ids it was given.
    private static final class Customer {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<String> ids = new ArrayList<>();
        private final CompletableFuture<Void> orders =
                CompletableFuture.runAsync(this::order, Thread::startVirtualThread);

        private void order() {
            while (!over.get()) {
                String answer = send(HttpRequest.newBuilder(SHOP.resolve("api/orders"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("item=Tea&quantity=1")));
                ids.add(answer.replaceAll("[^0-9]", ""));
                PackagedProgram.pause(Duration.ofMillis(50));
            }
        }

        List<String> end() {
            over.set(true);
            orders.join();
            assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
            return ids;
        }
    }

    /// Watches how many workers run, and remembers the fewest.
    private static final class Fewest {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Long> counts = new ArrayList<>();
        private final Thread thread = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                counts.add(docker("ps", "-q", "--filter", WORKERS).lines().count());
                PackagedProgram.pause(Duration.ofMillis(50));
            }
        });

        long end() throws InterruptedException {
            over.set(true);
            thread.join();
            return counts.stream().mapToLong(Long::longValue).min().orElseThrow();
        }
    }

    private static String get(String path) {
        return send(HttpRequest.newBuilder(SHOP.resolve(path)));
    }

    private static String send(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isBetween(200, 299);
            return answer.body();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static void argosy(String... words) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("argosy").toString()));
        command.addAll(List.of(words));
        Command.run(folder, Map.of("ARGOSY_DATA_DIR", folder.toString()), LONG, command)
                .success(command);
    }

    private static String aws(String ecsWords) {
        return aws(ecsWords, "ecs");
    }

    private static String aws(String words, String service) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("argosy.aws", "/usr/bin/aws"),
                "--endpoint-url",
                "http://127.0.0.1:9080",
                "--output",
                "text",
                service));
        command.addAll(List.of(words.split(" ")));
        Map<String, String> environment = Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", folder.resolve("config").toString(),
                "AWS_PAGER", "");
        return Command.run(folder, environment, LONG, command).success(command);
    }

    private static String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Command.run(folder, Map.of("DOCKER_BUILDKIT", "0"), LONG, command)
                .success(command);
    }
}
