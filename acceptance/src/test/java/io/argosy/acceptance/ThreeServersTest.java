package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/// docs/how-to/three-servers.md, and the pages it leads to, typed as they are written on three bare Debian machines.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ThreeServersTest {
    private static final Guide GUIDE = Guide.of("three-servers.md");
    private static final Guide BACKUP = Guide.of("backup.md");
    private static final Guide UPGRADE = Guide.of("upgrade.md");
    private static final Path NOTES = Path.of("target/three-servers").toAbsolutePath();
    private static final List<String> NAMES = List.of("one", "two", "three");

    @TempDir
    private static Path folder;

    private static Path present;
    private static Path previous;
    private static BareNetwork network;
    private static BareMachine one;
    private static BareMachine two;
    private static BareMachine three;
    private static Terminal atOne;

    @BeforeAll
    static void makeThem() throws IOException {
        List<String> words = List.of(
                Path.of("src/test/resources/bare/packages.sh").toAbsolutePath().toString());
        List<String> packages = Command.run(Path.of("."), Map.of(), Duration.ofMinutes(15), words)
                .success(words)
                .lines()
                .toList()
                .reversed();
        previous = Path.of(packages.getFirst());
        present = Path.of(packages.get(1));
        network = new BareNetwork(NAMES);
        one = new BareMachine("one", "bookworm", network.hosts(), folder, NOTES);
        two = new BareMachine("two", "bookworm", network.hosts(), folder, NOTES);
        three = new BareMachine("three", "trixie", network.hosts(), folder, NOTES);
        atOne = one.terminal();
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable part : new AutoCloseable[] {atOne, one, two, three, network}) {
            close(part);
        }
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(1)
    void theGuideIsTyped() throws Exception {
        assertThat(GUIDE.sections().keySet())
                .as("a section that is added is typed here, too")
                .containsExactly(
                        "Three servers",
                        "The first",
                        "The others",
                        "An image, by name, over TLS",
                        "A service over all of them",
                        "One host lost, and back",
                        "Backup, restore, upgrade");
        beginWith(present);
        spreadsAService();
        losesAHost();
        isRestored();
    }

    private static void beginWith(Path deb) throws Exception {
        one.copy(deb, "/root/" + deb.getFileName());
        String line = joiningLine(atOne.follow(GUIDE.section("The first")));
        try (Terminal atTwo = two.terminal();
                Terminal atThree = three.terminal();
                var typists = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> steps : typists.invokeAll(List.<Callable<String>>of(
                    () -> atOne.type(line), () -> atTwo.type(line), () -> atThree.type(line)))) {
                assertThat(steps.get()).contains("joined: arn:aws:ecs:");
            }
        }
        Stream.of(one, two, three).forEach(BareMachine::keepPackages);
        assertThat(atOne.follow(GUIDE.section("The others")).split("container-instance/default/"))
                .as("three of them")
                .hasSize(4);
    }

    private static String joiningLine(String printed) {
        return printed.lines()
                .filter(line -> line.contains("curl -fsS"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    private static void spreadsAService() {
        atOne.follow(GUIDE.section("An image, by name, over TLS"));
        assertThat(atOne.follow(GUIDE.section("A service over all of them"))).contains("nothing is wrong");

        assertThat(List.of(webs(one), webs(two), webs(three))).noneMatch(List::isEmpty);
        assertThat(two.run("curl -fsS http://localhost:$(docker port "
                        + webs(two).getFirst() + " 8080 | sed -n '1s/.*://p')"))
                .isEqualTo("served by Argosy");
    }

    /// The containers of the service there.
    private static List<String> webs(BareMachine machine) {
        return machine.run("docker ps -q --filter label=com.amazonaws.ecs.task-definition-family=web")
                .lines()
                .toList();
    }

    private static void losesAHost() throws IOException {
        three.off();
        PackagedProgram.await(
                "the others run all", () -> webs(one).size() + webs(two).size() == 4);
        assertThat(atOne.follow(GUIDE.section("One host lost, and back"))).contains("web");

        three.on();
        PackagedProgram.await(
                "its agent is back",
                () -> three.run("curl -sS http://localhost:51678/v1/metadata || true")
                        .contains("\"Connected\":true"));
        atOne.type("aws ecs update-service --service web --desired-count 7");
        PackagedProgram.await(
                "it takes new ones", Duration.ofMinutes(2), () -> !webs(three).isEmpty());
        atOne.type("aws ecs wait services-stable --services web");
        assertThat(Stream.of(one, two, three)
                        .mapToInt(machine -> webs(machine).size())
                        .sum())
                .isEqualTo(7);
    }

    private static void isRestored() {
        List<String> before = webs(two);
        atOne.follow(GUIDE.section("Backup, restore, upgrade"));
        atOne.follow(BACKUP.section("Make one"));
        atOne.type("aws ecs create-cluster --cluster-name later");

        for (Guide.Step step : BACKUP.section("Restore")) {
            switch (step) {
                case Guide.Step.Line(String line)
                when line.contains("restore") ->
                    assertThat(atOne.type(line, "(yes or no) ", "yes")).contains("restored into /var/lib/argosy");
                case Guide.Step.Line(String line) -> atOne.type(line);
                case Guide.Step.FileText _ -> throw new AssertionError(step);
            }
        }

        assertThat(atOne.type("aws ecs list-clusters")).contains("default").doesNotContain("later");
        atOne.type("aws ecs wait services-stable --services web");
        assertThat(webs(two)).isEqualTo(before);
    }

    /// A fleet of the package before, host by host: an agent newer than the server, the server while clients ask, an
    /// agent that is older.
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void anUpgradeRefusesNobody() throws Exception {
        for (BareMachine machine : List.of(three, two, one)) {
            machine.run("""
                    ! command -v argosy || argosy leave
                    dpkg -P argosy
                    rm -rf /var/lib/argosy /root/*.deb
                    """);
        }
        beginWith(previous);
        spreadsAService();
        atOne.follow(UPGRADE.section("A port that is never closed"));
        List<List<String>> before = List.of(webs(one), webs(two), webs(three));

        upgrade(three);
        runsATask("three");
        upgradeTheServer();
        runsATask("two");
        upgrade(two);

        assertThat(List.of(webs(one), webs(two), webs(three))).isEqualTo(before);
    }

    private static void upgrade(BareMachine machine) throws IOException {
        machine.copy(present, "/root/" + present.getFileName());
        try (Terminal terminal = machine.terminal()) {
            terminal.follow(UPGRADE.section("Upgrade"));
        }
    }

    private static void upgradeTheServer() throws Exception {
        one.run("rm /root/*.deb");
        one.copy(present, "/root/" + present.getFileName());
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, one.run("cat /var/lib/argosy/tls/ca.pem"));
        String password = "AWS:" + atOne.type("aws ecr get-login-password");
        var clients = new ClientLoop(
                BareNetwork.FIRST_ADDRESS,
                "one.example.internal",
                9080,
                ca,
                Base64.getEncoder().encodeToString(password.getBytes(US_ASCII)));
        try (clients) {
            PackagedProgram.await("clients are answered", Duration.ofMinutes(5), () -> clients.answered() > 1_500);
            atOne.follow(UPGRADE.section("Upgrade"));
            int since = clients.answered();
            PackagedProgram.await("clients are answered still", () -> clients.answered() > since + 200);
        }
        assertThat(clients.failures()).isEmpty();
        assertThat(one.run("argosy version").replace("argosy ", "")).isEqualTo(version(present));
        assertThat(one.run("journalctl -u argosy-server")).contains("stopped in order");
    }

    private static String version(Path deb) {
        return Shell.run("dpkg-deb -f " + deb + " Version");
    }

    /// On this host, from the wish to its end.
    private static void runsATask(String host) {
        String instance = atOne.type("aws ecs list-container-instances --output text --query 'containerInstanceArns[0]'"
                + " --filter 'attribute:argosy.host-name == " + host + "'");
        String task = atOne.type("aws ecs start-task --task-definition web --output text --query 'tasks[0].taskArn'"
                + " --container-instances " + instance);
        atOne.type("aws ecs wait tasks-running --tasks " + task);
        atOne.type("aws ecs stop-task --output text --query task.desiredStatus --task " + task);
        atOne.type("aws ecs wait tasks-stopped --tasks " + task);
    }
}
