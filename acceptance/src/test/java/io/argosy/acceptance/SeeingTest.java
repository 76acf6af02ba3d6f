package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListAgentKeysRequest;
import io.argosy.shapes.argosy.RevokeAgentKeyRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.views.ClusterReader;
import io.argosy.views.LocalLogs;
import io.argosy.views.StatusPage;
import io.argosy.views.TopPage;
import io.argosy.views.WhyPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten prepared troubles, of a server with agents on a real engine: `why` names the cause of each and the next
/// step. And Debian's Prometheus, which scrapes that server.
@Tag("program")
final class SeeingTest {
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(argosy_[a-z_]+)` ");

    @TempDir
    private static Path folder;

    private static TroubledFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = new TroubledFleet(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        fleet.close();
    }

    @Test
    void anImageThatIsMissing() {
        assertThat(fleet.why("no-image", "ImageMissing")).contains("shop/missing", "push the image");
    }

    @Test
    void aPortThatIsTaken() {
        assertThat(fleet.why("no-port", "PortTaken"))
                .contains("stop what has port " + fleet.machine().uri().getPort(), "is held by java");
    }

    @Test
    void memoryThatIsShort() {
        assertThat(fleet.why("too-big", "MemoryShort"))
                .containsPattern("30000000 +[0-9]+ +has insufficient memory")
                .contains("join a larger host");
    }

    @Test
    void aHostThatIsGone() throws IOException {
        String instance = fleet.awaitInstance(TroubledFleet.EDGE);
        fleet.loseHost();

        assertThat(fleet.why(instance, TroubledFleet.EDGE, "InstanceGone"))
                .contains("is not connected", "look whether the host runs", "agent disconnected");
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        assertThat(fleet.why(fleet.awaitInstance("full"), "full", "DiskFull"))
                .contains("is impaired", "kept in reserve", "free space on that host's disk");
    }

    @Test
    void aKeyThatWasRevoked() throws IOException {
        String instance = fleet.awaitInstance("revoked");
        String key = fleet.client()
                .call(
                        Argosy.LIST_AGENT_KEYS,
                        ListAgentKeysRequest.builder().cluster("revoked").build())
                .agentKeys()
                .orElseThrow()
                .getFirst()
                .accessKeyId()
                .orElseThrow();
        fleet.client()
                .call(
                        Argosy.REVOKE_AGENT_KEY,
                        RevokeAgentKeyRequest.builder()
                                .cluster("revoked")
                                .accessKeyId(key)
                                .build());

        assertThat(fleet.why(instance, "revoked", "KeyRevoked"))
                .contains("was revoked", "argosy token create --cluster revoked");
        assertThat(fleet.why(key.substring(0, 4) + "unknown", "revoked", ""))
                .contains("is not known in cluster revoked");
    }

    @Test
    void aHealthCheckThatFails() {
        assertThat(fleet.why("sick", "HealthCheckFailed"))
                .contains("no answer; exit 1", "run the check's command", "| health check: no answer");
    }

    @Test
    void aDependencyThatFails() {
        assertThat(fleet.why("dependent", "DependencyFailed"))
                .contains(
                        "schema did not succeed", "ended with exit code 3", "mend container schema", "| no such table");
    }

    @Test
    void aConstraintThatNobodyMeets() {
        assertThat(fleet.why("picky", "ConstraintUnmet")).contains("attribute:disk == ssd", "put-attributes");
    }

    @Test
    void aTokenThatHasExpired() {
        PackagedProgram.await("the token is refused", TroubledFleet.PATIENCE, () -> !fleet.joins(fleet.expired()));

        String told = fleet.why(fleet.expired(), TroubledFleet.EDGE, "TokenExpired");
        assertThat(told)
                .contains("a host was refused", "make a new token")
                .doesNotContain(fleet.expired().substring(21));
        assertThat(fleet.why("", TroubledFleet.EDGE, "TokenExpired"))
                .contains(fleet.expired().substring(4, 20));
    }

    /// The whole program once, as people run it: the worst first, and an unknown name is an error.
    @Test
    void theCommandsSayTheSame() {
        fleet.why("picky", "ConstraintUnmet");

        Command all = fleet.machine().argosy("why", "--cluster", PackagedProgram.CLUSTER);
        Command status = fleet.machine().argosy("status", PackagedProgram.CLUSTER);
        Command unknown = fleet.machine().argosy("why", "nobody", "--cluster", PackagedProgram.CLUSTER);

        assertThat(all.status()).isZero();
        assertThat(all.output()).contains("MemoryShort", "ConstraintUnmet");
        assertThat(status.output())
                .contains("cluster " + PackagedProgram.CLUSTER + ": 1 instance", "MemoryShort", "web ", "no-image:1");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.output()).contains("There is no service, task");
    }

    @Test
    void programsGetOneObject() throws IOException {
        var reader = new ClusterReader(fleet.client(), PackagedProgram.CLUSTER);
        fleet.why("dependent", "DependencyFailed");

        Map<String, Object> status =
                JsonTree.object(StatusPage.read(reader, Instant.now()).document());
        Map<String, Object> why = JsonTree.object(
                new WhyPage(reader, new LocalLogs(PackagedProgram.ENGINE), Instant.now()).document("dependent"));

        assertThat(status).containsKeys("cluster", "findings", "instances", "services");
        assertThat(why.toString()).contains("lastLines=[no such table]");
    }

    /// A minute at most: agents tell every twenty seconds.
    @Test
    void topShowsWhatTasksUse() throws IOException {
        var top = new TopPage(new ClusterReader(fleet.client(), PackagedProgram.CLUSTER));
        PackagedProgram.await(
                "the agent has told what it uses",
                TroubledFleet.PATIENCE,
                () -> frame(top).contains("service:web"));

        assertThat(frame(top)).containsPattern("service:web +\\S+ +[0-9.]+ % +[0-9]+ MiB");
        assertThat(JsonTree.object(top.document())).containsKeys("instances", "services", "tasks");
    }

    private static String frame(TopPage top) {
        return TroubledFleet.printed(
                terminal -> top.frame(1_000, 1_000, Instant.now()).print(terminal));
    }

    /// Of what this fleet has none: capacity providers and job queues.
    private static final List<String> OF_OTHERS =
            List.of("argosy_capacity_provider_reservation", "argosy_batch_waiting_jobs");

    @Test
    void prometheusScrapesTheMetricsOfThePageAndNoOthers() throws IOException {
        var documented = new TreeSet<>(DOCUMENTED
                .matcher(Files.readString(TroubledFleet.MONITORING.resolveSibling("metrics.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
        documented.removeAll(OF_OTHERS);
        fleet.why("no-image", "ImageMissing");

        PackagedProgram.await(
                "everything is scraped", TroubledFleet.PATIENCE, () -> scraped().containsAll(documented));

        assertThat(scraped()).isEqualTo(documented);
    }

    /// The names Prometheus knows, histograms by the name of the whole.
    private static TreeSet<String> scraped() {
        String names = fleet.asked("label/__name__/values?match[]=" + "%7Bjob%3D%22argosy%22%7D");
        var all = new TreeSet<String>();
        Pattern.compile("argosy_[a-z_]+")
                .matcher(names)
                .results()
                .forEach(found -> all.add(found.group().replaceFirst("_seconds_(bucket|sum|count)$", "_seconds")));
        return all;
    }

    @Test
    void theRulesAreGoodAndDoWhatTheySay() {
        for (List<String> words : List.of(
                List.of("promtool", "check", "rules", "alerts.yml"),
                List.of("promtool", "test", "rules", "alerts-test.yml"),
                List.of("promtool", "check", "config", "--syntax-only", "prometheus.yml"))) {
            assertThat(Command.run(TroubledFleet.MONITORING, Map.of(), TroubledFleet.PATIENCE, words)
                            .success(words))
                    .contains("SUCCESS");
        }
        assertThat(fleet.asked("rules")).contains("ArgosyServiceShort");
    }
}
