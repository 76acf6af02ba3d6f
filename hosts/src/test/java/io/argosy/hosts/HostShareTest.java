package io.argosy.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What hosts of one machine leave to each other.
final class HostShareTest {
    @ParameterizedTest
    @CsvSource({
        "1, 24000, 2048, 0, 0",
        "3, 24000, 2048, 16000, 1366",
        // Each has room for the sample, even where that makes more than there is.
        "20, 24000, 2048, 22800, 1536",
        "20, 4000, 16384, 3488, 15565",
        "2, 400, 1024, 0, 512",
    })
    void eachLeavesTheOthersTheirs(int hosts, long memory, int units, long reservedMemory, int reservedUnits) {
        assertThat(HostShare.of(hosts, memory, units)).isEqualTo(new HostShare(reservedMemory, reservedUnits));
    }

    @Test
    void agentsAreToldInTheirWords() throws Exception {
        assertThat(HostShare.of(1).agentFlags()).containsExactly("--reserved-memory", "0", "--reserved-cpu", "0");
        assertThat(HostShare.of(2).reservedMemoryMib()).isPositive();
    }
}
