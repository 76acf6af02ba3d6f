package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `./argosy up --hosts 3`: the sample on three hosts of this machine, one of which is lost and comes back, while all
/// that crosses the network between them is taken down. It is one story, told in order: beside other classes, but not
/// itself at once.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LocalHostsTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONG = Duration.ofMinutes(9);
    private static final Pattern PAGE = Pattern.compile("http://10\\.\\S+:8700/");
    private static final int SHOP = 8700;
    private static final int QUEUE = 8702;

    private static final CompletableFuture<Capture> CAPTURE = new CompletableFuture<>();

    @TempDir
    private static Path folder;

    private static String bridge = "";
    private static String said = "";

    @BeforeAll
    static void up() throws Exception {
        List<String> before = bridges();
        Thread recorder = Thread.ofPlatform().start(() -> {
            PackagedProgram.await("the bridge is there", LONG, () -> {
                bridge = bridges().stream()
                        .filter(name -> !before.contains(name))
                        .findFirst()
                        .orElse("");
                return !bridge.isEmpty();
            });
            CAPTURE.complete(Capture.of(bridge, folder.resolve("bridge.pcap")));
        });
        said = argosy("up", "--hosts", "3");
        recorder.join();
    }

    @AfterAll
    static void down() {
        argosy("down", "--purge");
        assertThat(traces()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    /// A worker that fails its health check, as on a busy machine, is replaced before it goes, perhaps beside another.
    @Test
    @Order(1)
    @Execution(ExecutionMode.SAME_THREAD)
    void everyHostHasAWorkerAndThePageTakesOrders() throws Exception {
        assertThat(workers()).hasSize(3);
        if (aws("list-tasks --service-name shop-worker --desired-status STOPPED --query taskArns[]")
                .isEmpty()) {
            assertThat(workers()).doesNotHaveDuplicates();
        }
        assertThat(order()).contains("\"id\"");
    }

    /// Three machines in one: what the cluster has is what this machine has, or for each what the sample needs.
    @Test
    @Order(1)
    @Execution(ExecutionMode.SAME_THREAD)
    void togetherTheHostsOfferNoMoreThanThereIs() {
        long machine = Long.parseLong(
                Shell.run("awk '/MemTotal/{print int($2/1024)}' /proc/meminfo").strip());
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(offered("MEMORY")).isPositive().isLessThanOrEqualTo(Math.max(machine, 3 * 512));
        assertThat(offered("CPU")).isPositive().isLessThanOrEqualTo(Math.max(cores * 1024L, 3 * 512));
    }

    private static long offered(String resource) {
        String each = aws("describe-container-instances --container-instances "
                + aws("list-container-instances --query containerInstanceArns[]")
                + " --query containerInstances[].registeredResources[?name=='" + resource + "'].integerValue[]");
        return words(each).stream().mapToLong(Long::parseLong).sum();
    }

    @Test
    @Order(2)
    @Execution(ExecutionMode.SAME_THREAD)
    void whatALostHostRanRunsOnTheOthersSoonAndItComesBack() throws Exception {
        String lost = loser();
        String instance = instanceOf(lost);

        argosy("hosts", "stop", lost);

        PackagedProgram.await(
                "three workers on the other hosts",
                () -> workers().size() == 3 && !workers().contains(instance));
        assertThat(argosy("hosts", "list")).containsPattern(lost + " +STOPPED");
        assertThat(order()).contains("\"id\"");
        argosy("hosts", "start", lost);
        PackagedProgram.await("it is back", () -> connected(instance));
    }

    @Test
    @Order(3)
    @Execution(ExecutionMode.SAME_THREAD)
    void nothingButTlsHasLeftAHost() throws Exception {
        Capture.Findings findings = CAPTURE.join().end(List.of(SHOP));

        assertThat(findings.plain()).isEmpty();
        assertThat(findings.encrypted().keySet()).contains(port(), QUEUE);
        assertThat(findings.encrypted().get(port())).isGreaterThan(10);
    }

    @Test
    @Order(4)
    @Execution(ExecutionMode.SAME_THREAD)
    void anEndLeavesNoTraceAndTheNextBeginBringsBackWhatRan() {
        argosy("down");
        assertThat(traces()).isEmpty();
        assertThat(folder.resolve("hosts/h3/docker")).isDirectory();

        said = argosy("up");

        assertThat(workers()).hasSize(3);
        assertThat(argosy("hosts", "list").lines().filter(line -> line.contains("RUNNING")))
                .hasSize(3);
    }

    private static List<String> bridges() {
        return Shell.run("ls /sys/class/net")
                .lines()
                .filter(name -> name.matches("argosy-[0-9a-f]{4}"))
                .toList();
    }

    /// Whatever of this machine bears the name of the bridge or of the folder.
    private static List<String> traces() {
        return Stream.of(
                        "ip -o link",
                        "iptables-save",
                        "cat /proc/mounts",
                        "find /sys/fs/cgroup -type d -name 'argosy-*'",
                        "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '",
                        "ls /etc/docker/certs.d 2>/dev/null || true")
                .flatMap(command -> Shell.run(command).lines())
                .filter(line -> line.contains(bridge) || line.contains(folder + "/hosts"))
                .toList();
    }

    /// A host without the page, the queue and what goes with them.
    private static String loser() {
        Matcher hint = Pattern.compile("hosts stop (h[0-9])").matcher(said);
        assertThat(hint.find()).as(said).isTrue();
        return hint.group(1);
    }

    /// The container instance of each worker that runs.
    private static List<String> workers() {
        String tasks = aws("list-tasks --service-name shop-worker --query taskArns[]");
        if (tasks.isEmpty()) {
            return List.of();
        }
        return words(aws("describe-tasks --query tasks[?lastStatus=='RUNNING'].containerInstanceArn --tasks " + tasks));
    }

    private static String instanceOf(String host) {
        return aws("describe-container-instances --container-instances "
                + aws("list-container-instances --query containerInstanceArns[]")
                + " --query containerInstances[?attributes[?name=='host'&&value=='" + host
                + "']].containerInstanceArn");
    }

    private static boolean connected(String instance) {
        return aws("describe-container-instances --query containerInstances[0].agentConnected --container-instances "
                        + instance)
                .equals("True");
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("\\s+"));
    }

    private static String order() throws IOException, InterruptedException {
        Matcher page = PAGE.matcher(said);
        assertThat(page.find()).as(said).isTrue();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(page.group() + "api/orders"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .timeout(Duration.ofSeconds(10))
                    .POST(HttpRequest.BodyPublishers.ofString("item=Tea&quantity=1"));
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static int port() throws IOException {
        return endpoint().getPort();
    }

    private static URI endpoint() throws IOException {
        Matcher endpoint =
                Pattern.compile("endpoint = \"(\\S+)\"").matcher(Files.readString(folder.resolve("up.toml")));
        assertThat(endpoint.find()).isTrue();
        return URI.create(endpoint.group(1));
    }

    private static String argosy(String... words) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("argosy").toString()));
        command.addAll(List.of(words));
        Map<String, String> environment =
                Map.of("ARGOSY_DATA_DIR", folder.toString(), "ARGOSY_INSTANCES_LOST_AFTER", "10s");
        try {
            return Command.run(folder, environment, LONG, command).success(command);
        } catch (AssertionError failed) {
            throw new AssertionError(failed.getMessage() + "\nthe server said at last:\n" + serverLog(), failed);
        }
    }

    private static String serverLog() {
        return Shell.run("tail -n 40 " + folder.resolve("server.log"));
    }

    private static String aws(String words) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", ". ./env; exec aws --output text ecs \"$@\"", "aws"));
        command.addAll(words(words));
        return Command.run(folder, Map.of("AWS_PAGER", ""), LONG, command).success(command);
    }
}
