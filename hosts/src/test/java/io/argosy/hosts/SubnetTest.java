package io.argosy.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which network hosts get, and that no route of the machine leads into it.
final class SubnetTest {
    private static final String HEADING = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU";

    @ParameterizedTest
    @CsvSource({
        // Destination and mask as the kernel writes them: last byte first.
        "000FD50A, 00FFFFFF, true", // 10.213.15.0/24
        "0000D50A, 0000FFFF, true", // 10.213.0.0/16
        "0000000A, 000000FF, true", // 10.0.0.0/8
        "800FD50A, 80FFFFFF, true", // 10.213.15.128/25, within it
        "0010D50A, 00FFFFFF, false", // 10.213.16.0/24
        "0000A8C0, 0000FFFF, false", // 192.168.0.0/16
    })
    void aRouteMeetsWhatItShares(String destination, String mask, boolean meets) {
        String line = "eth0\t" + destination + "\t00000000\t0001\t0\t0\t0\t" + mask + "\t0";

        List<Subnet.Route> routes = Subnet.Route.all(List.of(HEADING, line));

        assertThat(routes)
                .hasSize(1)
                .allSatisfy(route ->
                        assertThat(route.meets(10 << 24 | 213 << 16 | 15 << 8)).isEqualTo(meets));
    }

    @Test
    void theUsualRouteLeadsEverywhereAndCountsNowhere() {
        String usual = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0";

        assertThat(Subnet.Route.all(List.of(HEADING, usual))).isEmpty();
    }

    @Test
    void aFreeOneIsFoundAndFoundAgainByTheMachinesAddress() throws Exception {
        Subnet free = Subnet.free(15);

        assertThat(Subnet.of(free.machine())).isEqualTo(free);
        assertThat(free.host(1)).startsWith("10.213.").endsWith(".11");
        assertThatThrownBy(() -> Subnet.of("127.0.0.1")).hasMessageContaining("127.0.0.1");
    }
}
