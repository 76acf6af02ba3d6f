package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Service;
import io.argosy.model.ServiceEvent.Kind;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.TaskId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServiceEventsTest {
    private static final String GUIDE = " For more information, see docs/operating.md#when-a-task-finds-no-place.";
    private static final String UNABLE =
            "(service web) was unable to place a task because no container instance met all" + " of its requirements.";

    @Test
    void startsAndStopsNameTheirTasks() {
        var tasks = List.of(new TaskId("a".repeat(32)), new TaskId("b".repeat(32)));

        assertThat(ServiceEvents.started(Stage.NAME, tasks).text())
                .isEqualTo("(service web) has started 2 tasks: (task %s) (task %s).", "a".repeat(32), "b".repeat(32));
        assertThat(ServiceEvents.stopped(Stage.NAME, tasks.subList(0, 1)).text())
                .isEqualTo("(service web) has stopped 1 running tasks: (task %s).", "a".repeat(32));
    }

    @Test
    void noRoomNamesTheClosestMatch() {
        assertThat(unable(7, new Veto.Cpu(3, 2)).text())
                .isEqualTo(UNABLE + " The closest matching (container-instance " + Loads.id(7)
                        + ") has insufficient CPU units available (asked: 3, free: 2)." + GUIDE);
        assertThat(unable(7, new Veto.Memory(512, 100)).text()).contains("available (asked: 512 MiB, free: 100 MiB).");
        assertThat(unable(7, new Veto.TcpPort(80)).text()).contains("a port required by your task (tcp 80).");
        assertThat(unable(7, new Veto.UdpPort(53)).text()).contains("a port required by your task (udp 53).");
        assertThat(unable(7, new Veto.MissingAttribute("ecs.capability.x")).text())
                .contains("is missing an attribute required by your task (ecs.capability.x).");
    }

    @Test
    void aNewDeploymentSaysItsOwnReasonInTheSameWords() {
        var stage = new Stage(1, 100, 200);
        Statement text = unable(7, new Veto.Cpu(3, 2));
        say(stage, text);
        stage.pass(Duration.ofSeconds(5));
        assertThat(worthSaying(stage, text)).isFalse();

        stage.deploy();

        assertThat(worthSaying(stage, text)).isTrue();
        say(stage, text);
        assertThat(worthSaying(stage, text)).isFalse();
    }

    @Test
    void withoutAnInstanceThatTakesTasksThereIsNoClosestMatch() {
        String none = UNABLE + " Reason: No Container Instances were found in your cluster." + GUIDE;

        assertThat(nobody().text()).isEqualTo(none);
        assertThat(unable(1, new Veto.Draining()).text()).isEqualTo(none);
    }

    @Test
    void aComplaintIsRepeatedWhenItsCauseChangesAfterSixHoursOrAfterASteadyState() {
        var stage = new Stage(1, 100, 200);
        Statement text = unable(7, new Veto.Cpu(3, 2));
        assertThat(ServiceEvents.worthSaying(stage.service, stage.said, text, stage.now))
                .isTrue();
        say(stage, text);

        assertThat(worthSaying(stage, text)).isFalse();
        assertThat(worthSaying(stage, unable(9, new Veto.Cpu(9, 4)))).isFalse();
        assertThat(worthSaying(stage, unable(7, new Veto.Memory(9, 4)))).isTrue();
        assertThat(worthSaying(stage, nobody())).isTrue();
        stage.pass(Duration.ofHours(6));
        assertThat(worthSaying(stage, text)).isTrue();
        say(stage, text);
        assertThat(worthSaying(stage, text)).isFalse();
        say(stage, ServiceEvents.steadyState(Stage.NAME));
        assertThat(worthSaying(stage, text)).isTrue();
    }

    /// Rows of version 0 have the text only.
    @Test
    void theTextsOfEarlierVersionsAreKnownByTheirKind() {
        var primary = new Stage(1, 100, 200).service.primary().orElseThrow();
        List<Statement> all = List.of(
                ServiceEvents.started(Stage.NAME, List.of(new TaskId("1".repeat(32)))),
                ServiceEvents.stopped(Stage.NAME, List.of(new TaskId("1".repeat(32)))),
                ServiceEvents.steadyState(Stage.NAME),
                ServiceEvents.deploymentCompleted(Stage.NAME, primary),
                ServiceEvents.blocked(Stage.NAME),
                nobody(),
                ServiceEvents.failingStarts(Stage.NAME),
                ServiceEvents.noDefinition(Stage.NAME),
                ServiceEvents.onDisconnected(Stage.NAME, 1, Loads.id(1), Optional.empty()),
                ServiceEvents.failed(Stage.NAME, new IllegalStateException()),
                Statement.of(Kind.OTHER, "(service web) said something else."));

        Set<Kind> later = EnumSet.of(
                Kind.DEPLOYMENT_FAILED,
                Kind.ROLLING_BACK,
                Kind.DAEMON_MISPLACED,
                Kind.REBALANCING_STARTED,
                Kind.REBALANCING_COMPLETED,
                Kind.REBALANCING_STOPPED);
        assertThat(all).extracting(Statement::kind).doesNotHaveDuplicates().doesNotContainAnyElementsOf(later);
        assertThat(all).hasSize(Kind.values().length - later.size());
        assertThat(all).allSatisfy(said -> assertThat(migrated(said.text())).isEqualTo(said.kind()));
    }

    private static Kind migrated(String text) {
        Map<String, Object> row = new HashMap<>();
        row.put("events", List.of(Map.of("id", "e", "createdAt", "2026-01-01T00:00:00Z", "message", text)));
        Object events = Service.KIND.migrations().getFirst().next(row).get("events");
        return events instanceof List<?> list
                        && list.getFirst() instanceof Map<?, ?> event
                        && event.get("statement") instanceof Map<?, ?> statement
                ? Kind.valueOf(String.valueOf(statement.get("kind")))
                : Kind.OTHER;
    }

    private static boolean worthSaying(Stage stage, Statement text) {
        return ServiceEvents.worthSaying(stage.service, stage.said, text, stage.now);
    }

    private static void say(Stage stage, Statement text) {
        stage.say(text);
    }

    private static Statement nobody() {
        return ServiceEvents.unableToPlace(Stage.NAME, new Decision.NoRoom(Optional.empty()));
    }

    private static Statement unable(int number, Veto veto) {
        var closest = new Decision.Closest(Loads.id(number), veto);
        return ServiceEvents.unableToPlace(Stage.NAME, new Decision.NoRoom(Optional.of(closest)));
    }
}
