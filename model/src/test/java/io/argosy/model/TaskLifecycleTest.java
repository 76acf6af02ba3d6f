package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every state meets every trigger, and the whole table is kept where a reviewer can read it. When it changes on
/// purpose, rerun with -Dgolden.write=true and read the diff.
final class TaskLifecycleTest {
    private static final Path TABLE = Path.of("src/test/resources/golden/task-lifecycle.txt");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final ContainerInstanceId HERE = new ContainerInstanceId("a".repeat(32));
    private static final StopReason FIRST = new StopReason(StopCode.USER_INITIATED, "first");
    private static final StopReason LATER = new StopReason(StopCode.TASK_FAILED_TO_START, "later");

    private static final List<TaskState> STATES = List.of(
            new TaskState.Provisioning(),
            new TaskState.Pending(HERE),
            new TaskState.Running(HERE),
            new TaskState.Stopping(HERE, FIRST, false, false),
            new TaskState.Stopping(HERE, FIRST, true, false),
            new TaskState.Stopping(HERE, FIRST, true, true),
            new TaskState.Stopped(FIRST, new LastInstance.On(HERE)),
            new TaskState.Stopped(FIRST, new LastInstance.Nowhere()));

    private static final List<Trigger> TRIGGERS = List.of(
            new Trigger.Placed(HERE, AT),
            new Trigger.Started(AT),
            new Trigger.Exited(LATER, AT),
            new Trigger.StopRequested(LATER, AT),
            new Trigger.StopAcknowledged(AT),
            new Trigger.Lost(LATER, AT));

    @Test
    void everyTriggerInEveryState() throws IOException {
        String table = STATES.stream()
                .flatMap(state -> TRIGGERS.stream().map(trigger -> row(state, trigger)))
                .collect(Collectors.joining("\n", "", "\n"));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(TABLE).as("rerun with -Dgolden.write=true and read the diff").hasContent(table);
    }

    @Test
    void everyKindOfStateAndTriggerIsInTheTable() {
        assertThat(STATES.stream().<Class<?>>map(TaskState::getClass))
                .containsOnly(TaskState.class.getPermittedSubclasses());
        assertThat(TRIGGERS.stream().<Class<?>>map(Trigger::getClass))
                .containsOnly(Trigger.class.getPermittedSubclasses());
    }

    /// `->` moves, `==` changes nothing, `!!` is refused.
    private static String row(TaskState state, Trigger trigger) {
        String verdict = switch (TaskLifecycle.next(state, trigger)) {
            case Transition.Move(TaskState to) -> "-> " + words(to);
            case Transition.Stay(String because) -> "== " + because;
            case Transition.Refuse(String because) -> "!! " + because;
        };
        return "%-34s %-16s %s".formatted(words(state), trigger.getClass().getSimpleName(), verdict);
    }

    private static String words(TaskState state) {
        return switch (state) {
            case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> state.lastStatus();
            case TaskState.Stopping(var _, StopReason reason, boolean wasRunning, boolean told) ->
                "STOPPING(%s%s%s)".formatted(reason.text(), wasRunning ? ", was running" : "", told ? ", told" : "");
            case TaskState.Stopped(StopReason reason, LastInstance ranOn) ->
                "STOPPED(%s, %s)".formatted(reason.text(), ranOn instanceof LastInstance.On ? "on" : "nowhere");
        };
    }
}
