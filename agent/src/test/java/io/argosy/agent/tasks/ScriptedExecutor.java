package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An engine of which the test says what each step comes to, and when. Steps without a script go well at once.
final class ScriptedExecutor implements StepExecutor {
    /// What a step comes to.
    interface Script {
        ContainerState play(StepExecution execution) throws InterruptedException;
    }

    static final PulledImage IMAGE = new PulledImage("sha256:1", Optional.empty(), true);
    static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    /// The steps as they came, as `app Pull`.
    final List<String> performed = new CopyOnWriteArrayList<>();

    final List<String> released = new CopyOnWriteArrayList<>();
    private final Map<Class<? extends ContainerStep>, Script> scripts = new ConcurrentHashMap<>();

    ScriptedExecutor when(Class<? extends ContainerStep> step, Script script) {
        scripts.put(step, script);
        return this;
    }

    @Override
    public ContainerState perform(StepExecution execution, TaskRecord task, ContainerRecord container)
            throws InterruptedException {
        performed.add(container.name() + " " + execution.step().getClass().getSimpleName());
        Script script = scripts.getOrDefault(execution.step().getClass(), one -> usual(one, container.name()));
        return script.play(execution);
    }

    static ContainerState usual(StepExecution execution, String container) {
        Instant later = STARTED.plusSeconds(1);
        return switch (execution.step()) {
            case ContainerStep.Pull _ -> new Pulled(IMAGE);
            case ContainerStep.Create _ -> execution.begin() ? new Created(id(container), IMAGE) : execution.before();
            case ContainerStep.Start _ -> execution.begin() ? running(container) : execution.before();
            case ContainerStep.Stop _ -> execution.before().ended(Optional.of(143), Optional.empty(), later);
            case ContainerStep.Discard _ -> execution.before().ended(Optional.empty(), Optional.empty(), later);
            case ContainerStep.Look _, ContainerStep.End _, ContainerStep.Wait _, ContainerStep.Rest _ ->
                execution.before();
        };
    }

    static String id(String container) {
        return "docker-" + container;
    }

    static Running running(String container) {
        return new Running(id(container), IMAGE, STARTED, Observed.NONE.withHealth(Health.UNKNOWN, STARTED));
    }

    @Override
    public void release(AcsTask task) {
        released.add(task.arn());
    }
}
