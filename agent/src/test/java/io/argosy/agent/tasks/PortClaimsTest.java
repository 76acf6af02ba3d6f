package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PortClaimsTest {
    private final PortClaims claims = new PortClaims();
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void onlyTasksThatWantTheSamePortWaitForEachOther() {
        AcsTask first = task("1", 8080);
        AcsTask second = task("2", 8080);
        AcsTask third = task("3", 9090);

        assertThat(claim(first)).isTrue();
        assertThat(claim(first)).isTrue();
        assertThat(claim(second)).isFalse();
        assertThat(claim(third)).isTrue();

        claims.release(first);

        assertThat(woken).hasValue(1);
        assertThat(claim(second)).isTrue();
        assertThat(claim(first)).isFalse();
    }

    @Test
    void dynamicPortsAreNeverWaitedFor() {
        assertThat(claim(task("1", 0))).isTrue();
        assertThat(claim(task("2", 0))).isTrue();
    }

    private boolean claim(AcsTask task) {
        return claims.claim(task, woken::incrementAndGet);
    }

    private static AcsTask task(String id, int hostPort) {
        AcsContainer app = AcsContainer.of("app", "i")
                .portMappings(List.of(new AcsContainer.PortMapping(80, hostPort, Optional.empty())))
                .build();
        return AcsTask.start("arn:t/" + id, "web", "1").containers(List.of(app)).build();
    }
}
