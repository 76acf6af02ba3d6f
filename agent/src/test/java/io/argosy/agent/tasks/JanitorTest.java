package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.agent.Waiting;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.docker.Found;
import io.argosy.docker.SmallDisk;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
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
            bench.images.noteUse(bench.docker.image(fetched).id(), fetched, true);
            bench.images.noteUse(live, "argosy-test/other-name:1", true);
            bench.images.noteUse(bench.docker.image(theirs).id(), theirs, false);
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
    void theLongestUnusedImagesGoFirst() throws Exception {
        List<String> names = IntStream.range(0, 7)
                .mapToObj(number -> "argosy-test/fetched-" + number + ":1")
                .toList();
        try (var bench = new Workbench(directory, new Keeping(5, 100, HOUR, 0))) {
            for (int i = 0; i < names.size(); i++) {
                TestEngine.run("d=$(mktemp -d); echo " + i + " >$d/f; tar -C $d -c . | docker import - " + names.get(i)
                        + "; rm -r $d");
                bench.later.set(Duration.ofMinutes(i));
                bench.images.noteUse(bench.docker.image(names.get(i)).id(), names.get(i), true);
            }
            bench.later.set(Duration.ofHours(3));

            bench.janitor.pass();

            assertThat(bench.store.images())
                    .extracting(AgentStore.Image::name)
                    .containsExactlyInAnyOrder(names.get(5), names.get(6));
        } finally {
            TestEngine.run("docker rmi -f " + String.join(" ", names) + " || true");
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

    @Test
    void belowTheDiskReserveImagesStayForAMinuteOnly() throws Exception {
        String name = "argosy-test/short:1";
        TestEngine.run("d=$(mktemp -d); echo short >$d/f; tar -C $d -c . | docker import - " + name + "; rm -r $d");
        try (var bench = new Workbench(directory, new Keeping(5, 100, HOUR, 1L << 40))) {
            bench.images.noteUse(bench.docker.image(name).id(), name, true);
            bench.janitor.pass();
            assertThat(bench.store.images()).hasSize(1);

            bench.later.set(Duration.ofMinutes(2));
            bench.janitor.pass();

            assertThat(bench.store.images()).isEmpty();
        } finally {
            TestEngine.run("docker rmi -f " + name + " || true");
        }
    }

    @Test
    void belowTheDiskReserveNothingIsFetched() throws Exception {
        try (var bench = new Workbench(directory, new Keeping(5, 100, HOUR, 1L << 40))) {
            AcsTask task = Workbench.task(AcsContainer.of("app", "127.0.0.1:1/absent:1"));
            bench.supervisors.take(List.of(task));
            bench.awaitEnd(task);

            assertThat(((Ended) bench.app(task)).reason().orElseThrow())
                    .startsWith("ResourceInitializationError: disk reserve: ");
        }
    }

    @Test
    void aDiskThatFillsBetweenAPullAndACreateMakesNothingMore() throws Exception {
        try (var disk = new SmallDisk(directory.resolve("disk"), 16);
                var bench = new Workbench(disk.root(), new Keeping(5, 100, HOUR, 8))) {
            AcsTask task = Workbench.task(
                    AcsContainer.of("first", TestEngine.IMAGE).essential(false).command(List.of("sleep", "600")),
                    AcsContainer.of("app", TestEngine.IMAGE)
                            .command(List.of("sleep", "600"))
                            .dependsOn(List.of(new AcsContainer.Dependency("first", "COMPLETE"))));
            bench.supervisors.take(List.of(task));
            Waiting.until(() -> bench.app(task) instanceof ContainerState.Pulled
                    && !runningOf(bench).isEmpty());
            Files.write(disk.root().resolve("much"), new byte[10 << 20]);

            bench.docker.kill(runningOf(bench).getFirst().id(), "KILL");
            bench.awaitEnd(task);

            assertThat(((Ended) bench.app(task)).reason().orElseThrow())
                    .startsWith("ResourceInitializationError: disk reserve: ");
            assertThat(bench.containers()).hasSize(1);
        }
    }

    private static List<Found> runningOf(Workbench bench) throws Exception {
        return bench.containers().stream().filter(Found::running).toList();
    }
}
