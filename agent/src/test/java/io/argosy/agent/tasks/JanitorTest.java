package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.agent.docker.Found;
import io.argosy.agent.docker.TestEngine;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JanitorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private static String ended(Workbench bench) throws Exception {
        AcsTask task = Workbench.task("true");
        bench.supervisors.take(List.of(task));
        bench.awaitEnd(task);
        return task.arn();
    }

    @Test
    void onlyTheNewestStoppedTasksOfAFamilyStay() throws Exception {
        try (var bench = new Workbench(directory, new Keeping(2, 100, HOUR, 0))) {
            List<String> arns = List.of(ended(bench), ended(bench), ended(bench));
            arns.forEach(bench.store::dropReports);

            bench.janitor.pass();

            assertThat(bench.containers())
                    .extracting(one -> one.labels().get(Labels.TASK))
                    .containsExactlyInAnyOrder(arns.get(1), arns.get(2));
            assertThat(bench.supervisors.tasks()).hasSize(2);
        }
    }

    @Test
    void onlySoManyStoppedTasksStayInAll() throws Exception {
        try (var bench = new Workbench(directory, new Keeping(5, 1, HOUR, 0))) {
            List<String> arns = List.of(ended(bench), ended(bench));
            arns.forEach(bench.store::dropReports);

            bench.janitor.pass();

            assertThat(bench.supervisors.tasks()).extracting(TaskRecord::arn).containsExactly(arns.getLast());
        }
    }

    @Test
    void whatWasNotToldStaysForThreeDays() throws Exception {
        try (var bench = new Workbench(directory, new Keeping(0, 0, HOUR, 0))) {
            String arn = ended(bench);

            bench.later.set(Duration.ofHours(71));
            bench.janitor.pass();
            assertThat(bench.containers()).extracting(Found::running).containsExactly(false);

            bench.later.set(Duration.ofHours(73));
            bench.janitor.pass();
            assertThat(bench.containers()).isEmpty();
            assertThat(bench.store.firstReport(arn)).isEmpty();
            assertThat(bench.store.tasks()).isEmpty();
        }
    }

    @Test
    void fetchedImagesGoWhenNoTaskWantsThemForAWhile() throws Exception {
        String fetched = "argosy-test/fetched:1";
        String theirs = "argosy-test/theirs:1";
        for (String image : List.of(fetched, theirs)) {
            TestEngine.run("d=$(mktemp -d); echo " + image + " >$d/f; tar -C $d -c . | docker import - " + image
                    + "; rm -r $d");
        }
        try (var bench = new Workbench(directory, new Keeping(5, 100, HOUR, 0))) {
            String live = bench.docker.image(TestEngine.IMAGE).id();
            bench.images.wanted(bench.docker.image(fetched).id(), fetched, true);
            bench.images.wanted(live, "argosy-test/other-name:1", true);
            bench.images.wanted(bench.docker.image(theirs).id(), theirs, false);
            bench.running(Workbench.task("sleep 600"));

            bench.later.set(Duration.ofMinutes(50));
            bench.janitor.pass();
            assertThat(bench.docker.image(fetched).id()).isNotEmpty();

            bench.later.set(Duration.ofMinutes(100));
            bench.janitor.pass();
            assertThatThrownBy(() -> bench.docker.image(fetched)).hasMessageContaining("No such image");
            assertThat(bench.docker.image(theirs).id()).isNotEmpty();
            assertThat(bench.docker.image(TestEngine.IMAGE).id()).isEqualTo(live);
            assertThat(bench.store.images()).hasSize(1);
        } finally {
            TestEngine.run("docker rmi -f " + fetched + " " + theirs + " || true");
        }
    }

    @Test
    void belowTheDiskReserveNothingIsMadeAndWhatIsStoppedGoesAtOnce() throws Exception {
        try (var bench = new Workbench(directory, new Keeping(5, 100, HOUR, 1L << 40))) {
            AcsTask task = Workbench.task("true");
            bench.supervisors.take(List.of(task));
            bench.awaitEnd(task);

            assertThat(((Ended) bench.app(task)).reason().orElseThrow())
                    .startsWith("ResourceInitializationError: disk reserve: ")
                    .contains("MiB free")
                    .contains("--disk-reserve");
            bench.store.dropReports(task.arn());
            bench.janitor.pass();
            assertThat(bench.supervisors.tasks()).isEmpty();
        }
    }
}
