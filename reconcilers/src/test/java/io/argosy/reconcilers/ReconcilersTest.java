package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The threads of reconcilers.
final class ReconcilersTest {
    @TempDir
    private Path folder;

    /// Counts its passes, and fails the first.
    private static final class Stubborn implements Reconciler {
        private final Semaphore passes = new Semaphore(0);
        private boolean failed;

        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public Duration period() {
            return Duration.ofHours(1);
        }

        @Override
        public Optional<Instant> wakeAt() {
            return Optional.empty();
        }

        @Override
        public void pass() {
            passes.release();
            if (!failed) {
                failed = true;
                throw new StackOverflowError("the first pass fails, as this test wants");
            }
        }
    }

    @Test
    void aFailedPassIsFollowedByAFreshOneAndAWakeByAnother() throws InterruptedException {
        var reconciler = new Stubborn();
        try (var loop = ReconcilerLoop.start(reconciler, InstantSource.system())) {
            assertThat(reconciler.passes.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(reconciler.passes.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();

            loop.wake();

            assertThat(reconciler.passes.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void commitsAloneBringAServiceUp() throws IOException, InterruptedException {
        try (var stage = new ServiceStage(folder, 1)) {
            Reconcilers running = Reconcilers.start(stage.stores(), stage.means());
            stage.defined();
            stage.create(web("web:1", 30));
            eventually(() -> stage.events().size() == 1);

            stage.joined(100);
            eventually(() -> stage.live().size() == 30);
            stage.agentsWork();
            stage.wait(Duration.ofMinutes(2));
            stage.running().forEach(stage::exit);
            eventually(() -> stage.live().size() == 30);

            running.close();
            stage.live().forEach(stage::exit);
            assertThat(stage.live()).as("nobody reconciles any more").isEmpty();
        }
    }

    @Test
    void aRetiredClusterIsTendedNoLonger() throws IOException {
        try (var stage = new ServiceStage(folder, 1)) {
            try (var running = Reconcilers.start(stage.stores(), stage.means())) {
                int before = running.clusters();
                var brief = stage.stores().cluster(ServiceStage.REALM, new ClusterName("brief"));
                assertThat(running.clusters()).isEqualTo(before + 1);

                stage.stores().retire(brief, _ -> {});

                assertThat(running.clusters()).isEqualTo(before);
            }
        }
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
