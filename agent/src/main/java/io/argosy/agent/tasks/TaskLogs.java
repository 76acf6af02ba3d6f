package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.docker.SentLog;
import io.argosy.firelens.LogRouters;
import io.argosy.logshipping.Destination;
import io.argosy.logshipping.LogShipping;
import io.argosy.logshipping.LogsRefused;
import io.argosy.wire.ApiClient;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which containers' logs are to be sent, and when: their streams are made before they start, their files read from
/// then on, and to the end once they have ended. `client` signs for a task, with its execution role's keys if it has
/// some. `routers` are those of tasks that bring one.
public final class TaskLogs {
    private static final Logger log = LoggerFactory.getLogger(TaskLogs.class);

    private final LogShipping shipping;
    private final Function<String, ApiClient> client;
    private final LogRouters routers;

    public TaskLogs(LogShipping shipping, Function<String, ApiClient> client, LogRouters routers) {
        this.shipping = shipping;
        this.client = client;
        this.routers = routers;
    }

    LogRouters routers() {
        return routers;
    }

    /// Takes up what an earlier life has not sent.
    public void resume(Collection<TaskRecord> tasks) {
        shipping.keepOnly(tasks.stream().flatMap(TaskLogs::containerIds).collect(Collectors.toSet()));
        tasks.forEach(this::note);
    }

    /// Makes the stream of a container that is about to start.
    void prepare(TaskRecord task, String container, String id) throws LogsRefused {
        if (!routers.reachable(task.task(), container)) {
            throw LogsRefused.atStart("the log router has laid a link where its socket belongs");
        }
        Optional<LogShipping.Source> source = source(task, container, id);
        if (source.isPresent()) {
            LogShipping.prepare(source.get());
        }
    }

    private Optional<LogShipping.Source> source(TaskRecord task, String container, String id) throws LogsRefused {
        Optional<SentLog> sent = SentLog.of(task.given(container));
        return sent.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogShipping.Source(
                        id, Destination.of(sent.get().options(), id), () -> client.apply(task.arn())));
    }

    /// Takes note of how far the containers of a task have come.
    public void note(TaskRecord task) {
        for (ContainerRecord container : task.containers()) {
            switch (container.state()) {
                case Unstarted _, Pulled _, Created _ -> {}
                case Running running -> follow(task, container, running.id());
                case Restarting restarting -> follow(task, container, restarting.id());
                case Ended ended ->
                    ended.id().ifPresent(id -> {
                        if (ended.exitCode().isPresent()) {
                            follow(task, container, id);
                        }
                        shipping.ended(id);
                    });
            }
        }
    }

    private void follow(TaskRecord task, ContainerRecord container, String id) {
        try {
            source(task, container.name(), id).ifPresent(shipping::follow);
        } catch (LogsRefused unusable) {
            log.warn("task={} container={} its log is not sent: {}", task.arn(), container.name(), unusable.text());
        }
    }

    /// Whether nothing of the task's logs is left to send.
    boolean sent(TaskRecord task) {
        return containerIds(task).allMatch(shipping::sent);
    }

    void forget(TaskRecord task) {
        containerIds(task).forEach(shipping::forget);
    }

    private static Stream<String> containerIds(TaskRecord task) {
        return task.containers().stream().flatMap(container -> container.state().dockerId().stream());
    }
}
