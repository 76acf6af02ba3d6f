package io.argosy.tasknetworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AddressRange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Hosts that are namespaces of this machine: two on one link, and one behind a router that knows nothing of the
/// addresses of tasks. What each is told is carried out by a program of its own in it.
@Tag("engine")
final class HostRoutesTest {
    private static final String SCENE = """
            for n in a b c r; do ip netns add art-$n; ip -n art-$n link set lo up; done
            ip -n art-r link add near type bridge
            ip -n art-r link set near up
            ip -n art-r addr add 10.99.1.1/24 dev near
            ip -n art-r addr add 10.99.2.1/24 dev lo
            nsenter --net=/run/netns/art-r sysctl -qw net.ipv4.ip_forward=1
            for n in a b; do
              ip -n art-r link add p$n type veth peer name eth0 netns art-$n
              ip -n art-r link set p$n master near up
            done
            ip -n art-r link add far type veth peer name eth0 netns art-c
            ip -n art-r link set far up
            ip -n art-r addr add 10.99.3.1/24 dev far
            ip -n art-a addr add 10.99.1.2/24 dev eth0; ip -n art-a link set eth0 up
            ip -n art-b addr add 10.99.1.3/24 dev eth0; ip -n art-b link set eth0 up
            ip -n art-c addr add 10.99.3.2/24 dev eth0; ip -n art-c link set eth0 up
            ip -n art-a route add default via 10.99.1.1
            ip -n art-b route add default via 10.99.1.1
            ip -n art-c route add default via 10.99.3.1
            ip -n art-a addr add 10.214.10.1/32 dev lo
            ip -n art-b addr add 10.214.11.1/32 dev lo
            ip -n art-c addr add 10.214.12.1/32 dev lo
            """;

    /// Run inside a namespace: the host's own address and range, then pairs of range and host.
    public static final class Told {
        private Told() {}

        public static void main(String[] words) {
            var ways = new java.util.ArrayList<Neighbours.Way>();
            for (int i = 2; i < words.length; i += 2) {
                ways.add(new Neighbours.Way(AddressRange.parse(words[i]), words[i + 1]));
            }
            var now = new Neighbours(AddressRange.parse(words[1]), AddressRange.parse("10.214.0.0/16"), ways);
            System.out.println(HostRoutes.become(now, words[0]));
        }
    }

    private static String shell(String lines) {
        return Commands.output("sh", "-ec", lines).orElseThrow(() -> new AssertionError("failed: " + lines));
    }

    @BeforeEach
    void scene() {
        gone();
        shell(SCENE);
    }

    @AfterEach
    void gone() {
        Commands.succeeds("sh", "-c", "for n in a b c r; do ip netns del art-$n; done");
    }

    private static void tell(String host, String... words) {
        var command = new java.util.ArrayList<>(List.of("nsenter", "--net=/run/netns/art-" + host));
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Told.class.getName()));
        command.addAll(List.of(words));
        assertThat(Commands.output(command.toArray(String[]::new)).orElseThrow().strip())
                .endsWith("[]");
    }

    private static boolean reaches(String host, String from, String to) {
        return Commands.succeeds(
                "nsenter", "--net=/run/netns/art-" + host, "busybox", "ping", "-c", "1", "-W", "2", "-I", from, to);
    }

    @Test
    void tasksOfAllHostsReachEachOtherAndWhatIsGoneIsTakenAway() {
        String a = "10.214.10.0/24";
        String b = "10.214.11.0/24";
        String c = "10.214.12.0/24";
        tell("a", "10.99.1.2", a, b, "10.99.1.3", c, "10.99.3.2");
        tell("b", "10.99.1.3", b, a, "10.99.1.2", c, "10.99.3.2");
        tell("c", "10.99.3.2", c, a, "10.99.1.2", b, "10.99.1.3");

        assertThat(reaches("a", "10.214.10.1", "10.214.11.1")).as("one link").isTrue();
        assertThat(reaches("a", "10.214.10.1", "10.214.12.1")).as("tunnel").isTrue();
        assertThat(reaches("c", "10.214.12.1", "10.214.11.1")).as("tunnel back").isTrue();
        assertThat(shell("ip -n art-a route show proto 214"))
                .contains("10.214.11.0/24 via 10.99.1.3 dev eth0")
                .contains("10.214.12.0/24 via 10.214.12.1 dev agx0 onlink");

        tell("a", "10.99.1.2", a, c, "10.99.3.2");

        assertThat(shell("ip -n art-a route show proto 214")).doesNotContain("10.214.11.0");
        assertThat(reaches("a", "10.214.10.1", "10.214.12.1")).isTrue();
    }
}
