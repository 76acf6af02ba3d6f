package io.argosy.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.batch.jobs.JobSettings;
import io.argosy.capacity.HostGroup;
import io.argosy.control.ControlSettings;
import io.argosy.logs.store.StoreLimits;
import io.argosy.model.Resources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationReaderTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> flags = new HashMap<>();

    @Test
    void withNothingSaidEverythingIsAsUsual() throws Exception {
        ServerConfiguration configuration = read("");

        assertThat(configuration.listen()).isEqualTo(new Listen("127.0.0.1", 9080));
        assertThat(configuration.endpoint()).isEqualTo(URI.create("http://127.0.0.1:9080"));
        assertThat(configuration.accountId()).isEqualTo("123456789012");
        assertThat(configuration.region()).isEqualTo("local-1");
        assertThat(configuration.policy().privileged()).isFalse();
        assertThat(configuration.policy().hostRoots()).containsExactly(folder.resolve("volumes"));
        assertThat(configuration.firstKey()).isEqualTo(new FirstKey.Made());
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        environment.put("ARGOSY_REGION", "from-environment");
        environment.put("ARGOSY_TASKS_HEALTHY_AFTER", "5s");
        flags.put("region", "from-flag");

        ServerConfiguration configuration = read("""
                region = "from-file"
                listen = "127.0.0.1:7000"
                [tasks]
                healthy-after = "9s"
                keep-stopped = "2h"
                """);

        assertThat(configuration.region()).isEqualTo("from-flag");
        assertThat(configuration.tasks().healthyAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.tasks().keepStopped()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.endpoint()).isEqualTo(URI.create("http://127.0.0.1:7000"));
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPlace() {
        environment.put("ARGOSY_LIMITS_CONNECTIONS", "none");

        assertThatThrownBy(() -> read("""
                                listen = "9080"
                                colour = "blue"
                                account-id = "12"
                                [policy]
                                privileged = "perhaps"
                                host-roots = ["srv"]
                                """))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("argosy.toml:1: listen:")
                .hasMessageContaining("argosy.toml:2: there is no setting colour")
                .hasMessageContaining("argosy.toml:3: account-id:")
                .hasMessageContaining("argosy.toml:5: policy.privileged:")
                .hasMessageContaining("argosy.toml:6: policy.host-roots:")
                .hasMessageContaining("ARGOSY_LIMITS_CONNECTIONS: limits.connections:");
    }

    @Test
    void aFileThatIsNotTomlSaysInWhichLine() {
        assertThatThrownBy(() -> read("region = \"a\"\nlisten = = 3\n")).hasMessageContaining("argosy.toml:2:");
    }

    @Test
    void anUnknownFlagIsRefused() {
        flags.put("tasks.nothing", "1");

        assertThatThrownBy(() -> read("")).hasMessageContaining("there is no setting tasks.nothing");
    }

    @Test
    void aMisspelledKeyIsAnsweredWithTheOneThatWasMeant() {
        environment.put("ARGOSY_LIMIT_BODY", "2 MiB");
        flags.put("lisen", "127.0.0.1:1");

        assertThatThrownBy(() -> read("[tasks]\nhealthy-aftr = \"3s\"\n"))
                .hasMessageContaining(
                        "argosy.toml:2: there is no setting tasks.healthy-aftr; did you mean" + " tasks.healthy-after?")
                .hasMessageContaining("--lisen: there is no setting lisen; did you mean listen?")
                .hasMessageContaining(
                        "environment: there is no setting ARGOSY_LIMIT_BODY; did you mean" + " ARGOSY_LIMITS_BODY?");
    }

    @Test
    void variablesOfTheLauncherAreNotSettings() throws Exception {
        environment.putAll(Map.of("ARGOSY_HOME", "/opt/argosy", "ARGOSY_JAVA_FLAGS", "-Xint", "PATH", "/bin"));

        assertThat(read("").region()).isEqualTo("local-1");
    }

    @Test
    void aValueOfAnotherTypeThanIsMeantIsAMistake() {
        assertThatThrownBy(() -> read("""
                                listen = 9080
                                account-id = 123456789012
                                regions = [1, 2]
                                [policy]
                                privileged = "true"
                                [limits]
                                connections = 1.5
                                """))
                .hasMessageContaining("argosy.toml:1: listen: a text is needed, in quotes")
                .hasMessageContaining("argosy.toml:2: account-id: a text is needed, in quotes")
                .hasMessageContaining("argosy.toml:3: regions: a list of texts is needed")
                .hasMessageContaining("argosy.toml:5: policy.privileged: true or false is needed, without quotes")
                .hasMessageContaining("argosy.toml:7: limits.connections: a whole number is needed");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithWhoNamesIt() {
        var reader = new ConfigurationReader(environment, folder);

        assertThatThrownBy(() -> reader.read(Optional.of(folder.resolve("none.toml")), flags))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--config")
                .hasMessageContaining("none.toml is not there");
    }

    @Test
    void listeningEverywhereNeedsAnEndpoint() throws Exception {
        flags.put("listen", "0.0.0.0:9080");
        assertThatThrownBy(() -> read("")).hasMessageContaining("set endpoint");

        flags.put("endpoint", "https://fleet.example:9080/");
        assertThat(read("").endpoint()).isEqualTo(URI.create("https://fleet.example:9080"));
    }

    @Test
    void whetherThePortSpeaksTlsDependsOnWhoGetsThere() throws Exception {
        for (String own : List.of("127.0.0.1:9080", "127.8.0.1:9080", "localhost:9080", "[::1]:9080")) {
            assertThat(read("listen = \"" + own + "\"").tls()).as(own).isEqualTo(new Tls.Off());
        }
        for (String wide : List.of("192.0.2.7:9080", "fleet.example:9080", "[2001:db8::7]:9080")) {
            ServerConfiguration configuration = read("listen = \"" + wide + "\"");
            assertThat(configuration.tls()).as(wide).isEqualTo(new Tls.Auto());
            assertThat(configuration.endpoint()).isEqualTo(URI.create("https://" + wide));
        }
        assertThat(read("tls = \"auto\"").endpoint()).isEqualTo(URI.create("https://127.0.0.1:9080"));
        ServerConfiguration said = read("listen = \"192.0.2.7:9080\"\ntls = \"off\"");
        assertThat(said.tls()).isEqualTo(new Tls.Off());
        assertThat(said.endpoint()).isEqualTo(URI.create("http://192.0.2.7:9080"));
        assertThatThrownBy(() -> read("tls = \"on\"")).hasMessageContaining("auto or off is needed, not on");
    }

    @Test
    void anEndpointWithoutTlsWhereThePortHasItIsRefused() throws Exception {
        flags.put("endpoint", "http://fleet.example:9080");
        assertThat(read("").endpoint()).as("on loopback").isEqualTo(URI.create("http://fleet.example:9080"));
        flags.put("listen", "192.0.2.7:9080");

        assertThatThrownBy(() -> read(""))
                .hasMessageContaining("https://fleet.example:9080")
                .hasMessageContaining("tls = \"off\"");
        flags.put("tls", "off");
        assertThat(read("").endpoint()).isEqualTo(URI.create("http://fleet.example:9080"));
    }

    @Test
    void aGivenCertificateComesWithItsKeyAndNothingElse() throws Exception {
        assertThat(read("[tls]\ncertificate = \"/etc/c.pem\"\nkey = \"/etc/k.pem\"")
                        .tls())
                .isEqualTo(new Tls.Given(Path.of("/etc/c.pem"), Path.of("/etc/k.pem")));
        assertThatThrownBy(() -> read("[tls]\ncertificate = \"/etc/c.pem\""))
                .hasMessageContaining("tls.certificate and tls.key go together");
        environment.put("ARGOSY_TLS", "off");
        assertThatThrownBy(() -> read("[tls]\ncertificate = \"/etc/c.pem\"\nkey = \"/etc/k.pem\""))
                .hasMessageContaining("ARGOSY_TLS: tls:");
    }

    @Test
    void aFirstKeyFromTheEnvironmentNeedsBothHalves() throws Exception {
        environment.put("ARGOSY_ROOT_ACCESS_KEY_ID", "AKIAEXAMPLE");
        assertThatThrownBy(() -> read("")).hasMessageContaining("go together");

        environment.put("ARGOSY_ROOT_SECRET_ACCESS_KEY", "secret");
        assertThat(read("").firstKey()).isInstanceOf(FirstKey.Given.class);
    }

    @Test
    void anInstanceIsLostAfterAWhileOrNever() throws Exception {
        assertThat(lostAfter("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(lostAfter("never")).isEqualTo(ControlSettings.NEVER);
        assertThatThrownBy(() -> lostAfter("1s")).isInstanceOf(ConfigurationRefused.class);
    }

    @Test
    void logsHaveASizeInAllAndOneOfAStream() throws Exception {
        StoreLimits limits = read("""
                [logs]
                size = "20 GiB"
                stream-size = "300 MiB"
                disk-reserve = "1 GiB"
                """).logs();

        assertThat(limits).isEqualTo(new StoreLimits(20L << 30, 300L << 20, 1L << 30, 0));
        assertThat(read("").logs()).isEqualTo(StoreLimits.USUAL);
        assertThatThrownBy(() -> read("logs.size = \"much\"")).isInstanceOf(ConfigurationRefused.class);
    }

    private static Duration lostAfter(String text) throws Exception {
        return new ConfigurationReader(Map.of(), Path.of("/data"))
                .read(Optional.empty(), Map.of("instances.lost-after", text))
                .instances()
                .lostAfter();
    }

    /// What is not in the manual does not exist for a user.
    @Test
    void theManualNamesEverySetting() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "operating.md"));

        var missing = ConfigurationReader.keys().stream()
                .filter(key -> !manual.contains("`" + key + "`"))
                .toList();

        assertThat(missing)
                .as("docs/operating.md has no row for %s", String.join(", ", missing))
                .isEmpty();
    }

    private ServerConfiguration read(String toml) throws IOException, ConfigurationRefused {
        Path file = Files.writeString(folder.resolve("argosy.toml"), toml);
        return new ConfigurationReader(environment, folder).read(Optional.of(file), flags);
    }

    @Test
    void groupsOfHostsAreTablesOfTheirOwn() throws Exception {
        var groups = read("""
                        listen = "10.0.0.1:9080"
                        [instances.groups.pool]
                        kind = "exec"
                        program = ["/usr/local/bin/hosts", "a"]
                        min = 1
                        max = 3
                        cpu = 2048
                        memory = "2 GiB"
                        attributes = ["stack=prod"]
                        joining-time = "30s"
                        [instances.groups.here]
                        kind = "local"
                        """).instances().groups();

        assertThat(groups.keySet()).containsExactlyInAnyOrder("pool", "here");
        HostGroup pool = Optional.ofNullable(groups.get("pool")).orElseThrow();
        assertThat(pool.maker()).isEqualTo(new HostGroup.Maker.Program(List.of("/usr/local/bin/hosts", "a")));
        assertThat(pool.size()).isEqualTo(new Resources(2048, 2048, Set.of(), Set.of()));
        assertThat(pool.patience()).isEqualTo(new HostGroup.Patience(Duration.ofMinutes(5), Duration.ofSeconds(30)));
        assertThat(groups.values()).extracting(HostGroup::max).contains(10);
        assertThat(read("").instances().groups()).isEmpty();
    }

    @Test
    void whatIsWrongWithAGroupIsTold() {
        assertThatThrownBy(() -> read("""
                        [instances.groups.a]
                        kind = "cloud"
                        [instances.groups.b]
                        kind = "exec"
                        min = 3
                        max = 2
                        [instances.groups.c]
                        program = ["/bin/true"]
                        attributes = ["none"]
                        colour = "blue"
                        """))
                .hasMessageContaining("instances.groups.a.kind: local or exec is needed, not cloud")
                .hasMessageContaining("instances.groups.b.kind: exec needs program")
                .hasMessageContaining("instances.groups.b.min: at most 2 is possible")
                .hasMessageContaining("instances.groups.c.program: a program is for kind")
                .hasMessageContaining("instances.groups.c.kind: hosts of this machine cannot reach a server on")
                .hasMessageContaining("instances.groups.c.attributes: an attribute is a name")
                .hasMessageContaining("there is no setting instances.groups.c.colour");
    }

    @Test
    void whatIsDecidedAboutJobsIsRead() throws Exception {
        environment.put("ARGOSY_BATCH_KEEP_JOBS", "30d");

        ServerConfiguration configuration = read("""
                [batch]
                shortest-timeout = "1s"
                """);

        JobSettings jobs = configuration.tasks().jobs();
        assertThat(jobs.keepEnded()).hasDays(30);
        assertThat(jobs.shortestTimeout()).hasSeconds(1);
        assertThat(jobs.sayBlockedAfter()).isEqualTo(JobSettings.USUAL.sayBlockedAfter());
    }
}
