package io.argosy.agent.tasks;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A step being carried out on a thread of its own. As long as it only waits for its turn it can be cancelled.
final class StepExecution {
    private enum Phase {
        WAITING,
        ACTING,
        CANCELLED
    }

    private final StepInProgress progress;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final Thread thread;

    StepExecution(StepInProgress progress, Consumer<StepExecution> work) {
        this.progress = progress;
        this.thread = Thread.ofVirtual().name("step").unstarted(() -> work.accept(this));
    }

    void start() {
        thread.start();
    }

    StepInProgress progress() {
        return progress;
    }

    ContainerStep step() {
        return progress.step();
    }

    ContainerState before() {
        return progress.before();
    }

    /// Its turn has come; false when it was cancelled meanwhile.
    boolean begin() {
        return phase.compareAndSet(Phase.WAITING, Phase.ACTING);
    }

    /// Cancels a start that only waits, and a pull at any time. True when the step will change nothing any more.
    boolean cancel() {
        boolean cancelled =
                progress.droppable() || (progress.cancellable() && phase.compareAndSet(Phase.WAITING, Phase.CANCELLED));
        if (cancelled) {
            thread.interrupt();
        }
        return cancelled;
    }
}
