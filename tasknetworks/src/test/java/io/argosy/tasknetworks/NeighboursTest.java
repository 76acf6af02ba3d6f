package io.argosy.tasknetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.acs.AcsMessage.Route;
import io.argosy.wire.acs.AcsMessage.TaskNetworkMessage;
import io.argosy.wire.acs.AcsTask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the control plane tells is read before any of it becomes a word of a command.
final class NeighboursTest {
    private static Neighbours told(Route... routes) {
        return Neighbours.of(new TaskNetworkMessage("m1", "10.214.3.0/24", "10.214.0.0/16", List.of(routes)));
    }

    @Test
    void otherSubnetsOfThePoolAreReachedOverTheirHosts() {
        assertThat(told(new Route("10.214.4.0/24", "10.0.0.8")).ways())
                .extracting(way -> way.range() + " " + way.host())
                .containsExactly("10.214.4.0/24 10.0.0.8");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/1, 10.0.0.8",
        "10.0.0.0/8, 10.0.0.8",
        "192.168.0.0/24, 10.0.0.8",
        "10.214.3.0/24, 10.0.0.8",
        "10.214.3.128/25, 10.0.0.8",
        "10.214.4.0/24, 10.214.9.1"
    })
    void aRouteThatWouldLeadOtherTrafficAwayIsNone(String range, String host) {
        assertThat(told(new Route(range, host)).ways()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.214.4.0/24, 10.0.0.8 dev lo", "10.214.4.0/24, -batch", "default, 10.0.0.8", "10.214.4.0/24, ''"})
    void whatIsNoAddressIsRefused(String range, String host) {
        assertThatThrownBy(() -> told(new Route(range, host))).isInstanceOf(IllegalArgumentException.class);
    }

    private static TaskAddress address(String address, String gateway, String mac) {
        return TaskAddress.of(new AcsTask.NetworkInterface(
                "arn",
                "eni-1",
                mac,
                0,
                List.of(new AcsTask.PrivateAddress(true, address)),
                gateway,
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void anInterfaceIsReadAsItsAddressInItsRange() {
        TaskAddress task = address("10.214.3.7", "10.214.3.1/24", "0a:58:0a:d6:03:07");

        assertThat(task.range()).hasToString("10.214.3.0/24");
        assertThat(task.device()).isEqualTo("agv0ad60307").hasSizeLessThan(16);
    }

    @ParameterizedTest
    @CsvSource({
        "10.214.4.7, 10.214.3.1/24, 0a:58:0a:d6:03:07",
        "10.214.3.1, 10.214.3.1/24, 0a:58:0a:d6:03:07",
        "10.214.3.7, 10.214.3.1, 0a:58:0a:d6:03:07",
        "10.214.3.7, 10.214.3.1/x, 0a:58:0a:d6:03:07",
        "10.214.3.7, 10.214.3.1/24, 0a:58:0a:d6:03",
        "10.214.3.7, 10.214.3.1/24, 0a:58:0a:d6:03:07 netns 1",
        "'10.214.3.7 dev lo', 10.214.3.1/24, 0a:58:0a:d6:03:07"
    })
    void anInterfaceThatIsNoneIsRefused(String address, String gateway, String mac) {
        assertThatThrownBy(() -> address(address, gateway, mac)).isInstanceOf(IllegalArgumentException.class);
    }
}
