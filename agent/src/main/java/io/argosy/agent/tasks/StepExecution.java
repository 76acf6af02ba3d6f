package io.argosy.agent.tasks;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A step on its way on a thread of its own. As long as it only waits for its turn it can be called off; once it acts
/// on the engine it is let finish, so that nothing half made is lost sight of.
final class StepExecution {
    private enum Phase {
        WAITING,
        ACTING,
        CALLED_OFF
    }

    private final ContainerStep step;
    private final ContainerState before;
    private final Instant since;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final Thread thread;
    private boolean lookAfterwards;

    StepExecution(ContainerStep step, ContainerState before, Instant since, Consumer<StepExecution> work) {
        this.step = step;
        this.before = before;
        this.since = since;
        this.thread = Thread.ofVirtual().name("step").unstarted(() -> work.accept(this));
    }

    void start() {
        thread.start();
    }

    ContainerStep step() {
        return step;
    }

    ContainerState before() {
        return before;
    }

    Instant since() {
        return since;
    }

    /// Its turn has come; false when it was called off meanwhile.
    boolean begin() {
        return phase.compareAndSet(Phase.WAITING, Phase.ACTING);
    }

    /// Calls off a start that only waits, and a pull at any time. True when the step will change nothing any more.
    boolean cancel() {
        boolean off = switch (step) {
            case ContainerStep.Pull _ -> true;
            case ContainerStep.Create _, ContainerStep.Start _ -> phase.compareAndSet(Phase.WAITING, Phase.CALLED_OFF);
            case ContainerStep.Stop _,
                    ContainerStep.Discard _,
                    ContainerStep.Look _,
                    ContainerStep.End _,
                    ContainerStep.Wait _,
                    ContainerStep.Rest _ -> false;
        };
        if (off) {
            thread.interrupt();
        }
        return off;
    }

    /// The engine told something about the container that the step's result may not show yet.
    void lookAfterwards() {
        lookAfterwards = true;
    }

    boolean wantsLook() {
        return lookAfterwards;
    }
}
