package io.argosy.insight.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.sessions.TelemetryStore;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribeUsageRequest;
import io.argosy.shapes.argosy.InstanceUsage;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DescribeUsageTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.operations().add(new DescribeUsage(workshop.clusters(), new TelemetryStore(workshop.clock())));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void ofAnAgentThatHasNotSpokenNothingIsKnown() {
        workshop.joined(1024, 2048);
        workshop.joined(1024, 2048);

        var usage = workshop.call(
                Argosy.DESCRIBE_USAGE,
                DescribeUsageRequest.builder().maxResults(1).build());

        assertThat(usage.instances().orElseThrow())
                .singleElement()
                .satisfies(instance -> assertThat(instance.cpuPercent()).isEmpty())
                .extracting(InstanceUsage::memoryTotalMib)
                .isEqualTo(Optional.of(2048));
        assertThat(usage.moreInstances()).contains(1);
        assertThat(usage.tasks().orElseThrow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void anAnswerHasItsBounds(int most) {
        assertThatThrownBy(() -> workshop.call(
                        Argosy.DESCRIBE_USAGE,
                        DescribeUsageRequest.builder().maxResults(most).build()))
                .hasMessageContaining("maxResults should be between 1 and 1000");
    }

    @Test
    void aSetWithoutSamplesIsNothing() {
        assertThat(Usage.mean(new StatsSet(0, 0, 0, 0))).isZero();
        assertThat(Usage.mean(new StatsSet(5, 1, 12, 4))).isEqualTo(3);
    }

    /// As it travels.
    @Test
    void theAnswerIsAsItWas() throws IOException {
        workshop.joined(1024, 2048);

        String answer = workshop.call(
                Argosy.DESCRIBE_USAGE,
                Files.readString(Path.of("src/test/resources/golden/DescribeUsage.request.json")));

        Golden.file("DescribeUsage.response.json").holds(answer.replace(",\"", ",\n\""));
    }
}
