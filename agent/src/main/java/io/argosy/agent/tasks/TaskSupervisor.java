package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after one task until all of its containers have ended. It alone changes what is known of the task: others
/// write to its mailbox, steps run on threads of their own and come back as events, so a stop never waits behind a
/// pull. What an event means is `TaskJudgement`'s and what to do `TaskPlanner`'s to say; here are the thread, the
/// mailbox, the file and the steps under way.
public final class TaskSupervisor {
    private static final Logger log = LoggerFactory.getLogger(TaskSupervisor.class);
    private static final Duration SAFETY_LOOK = Duration.ofMinutes(5);

    /// What supervisors share. `changed` hears of every new state of a task, on the supervisor's thread; `broken` of a
    /// supervisor that cannot go on.
    record Dependencies(
            StepExecutor executor,
            TaskPlanner planner,
            TaskStore taskStore,
            PortClaims ports,
            InstantSource clock,
            Consumer<TaskRecord> changed,
            Consumer<TaskSupervisor> broken) {}

    private final Dependencies shared;
    private final Mailbox mailbox = new Mailbox();
    private final Map<Long, StepExecution> executions = new LinkedHashMap<>();
    private final Thread thread;
    private final CountDownLatch stopKept = new CountDownLatch(1);
    private volatile TaskRecord saved;
    private volatile TaskProgress progress;
    private volatile boolean stopAsked;
    private boolean quit;

    TaskSupervisor(TaskRecord saved, Dependencies shared) {
        this.shared = shared;
        this.saved = saved;
        this.progress = TaskProgress.of(saved);
        this.thread = Thread.ofVirtual().name("task-" + saved.task().id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    public TaskRecord record() {
        return progress.record();
    }

    /// What is known of the task and on disk, with what there is to report about it.
    TaskRecord saved() {
        return saved;
    }

    /// Wants the task's end. That is a state and no event: nothing can crowd it out.
    void stop() {
        stopAsked = true;
        post(new TaskEvent.PlanAgain());
    }

    boolean stopAsked() {
        return stopAsked;
    }

    /// Waits until a stop that was asked for is on disk; false when it is not by then.
    boolean stopKept(Duration patience) throws InterruptedException {
        return stopKept.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Never blocks.
    void post(TaskEvent event) {
        mailbox.post(event);
    }

    private void run() {
        try {
            Optional<Instant> wake = advance();
            while (!record().over() && !quit) {
                readMailbox(wake);
                wake = advance();
            }
            executions.values().forEach(StepExecution::cancel);
            if (record().over()) {
                windUp();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            log.error("task={} supervisor ended; another takes over from what is on disk", record().arn(), bug);
            executions.values().forEach(StepExecution::cancel);
            shared.broken().accept(this);
        }
    }

    private void readMailbox(Optional<Instant> wake) throws InterruptedException {
        Duration patience = wake.map(at -> Duration.between(shared.clock().instant(), at))
                .filter(wait -> wait.compareTo(SAFETY_LOOK) < 0)
                .orElse(SAFETY_LOOK);
        List<TaskEvent> events = mailbox.take(patience);
        if (events.isEmpty() && wake.isEmpty()) {
            hear(new TaskEvent.Resync());
        }
        events.forEach(this::hear);
    }

    private void hear(TaskEvent event) {
        quit |= event instanceof TaskEvent.Quit;
        become(TaskJudgement.after(progress, event, shared.clock().instant()));
    }

    /// Plans and begins all that can be begun now; the answer is when to plan again without an event.
    private Optional<Instant> advance() {
        TaskPlan plan = plan();
        while (cancelsAny(plan)) {
            plan = plan();
        }
        save();
        carryOut();
        return plan.wake();
    }

    private TaskPlan plan() {
        become(TaskPlanner.stopping(progress, stopAsked));
        boolean portsHeld =
                record().stopWanted() || shared.ports().claim(record().task(), () -> post(new TaskEvent.PlanAgain()));
        TaskPlan plan =
                shared.planner().plan(progress, portsHeld, shared.clock().instant());
        become(plan.next());
        return plan;
    }

    /// Whether something could be cancelled, so that there is more to plan. What has not begun never will.
    private boolean cancelsAny(TaskPlan plan) {
        boolean any = false;
        for (StepInProgress step : plan.cancel()) {
            StepExecution execution = executions.get(step.number());
            if (execution == null || execution.cancel()) {
                hear(new TaskEvent.StepCancelled(step.container(), step.number()));
                any = true;
            }
        }
        return any;
    }

    private void become(TaskProgress next) {
        for (ContainerRecord before : record().containers()) {
            ContainerState after = next.state(before.name());
            if (!after.equals(before.state())) {
                log.info(
                        "task={} container={} from={} to={}{}",
                        record().arn(),
                        before.name(),
                        ContainerStatus.of(before.state()),
                        ContainerStatus.of(after),
                        after instanceof Ended ended ? outcome(ended) : "");
            }
        }
        progress = next;
    }

    private static String outcome(Ended ended) {
        return " exitCode=" + ended.exitCode().map(String::valueOf).orElse("none")
                + ended.reason().map(reason -> " reason=" + reason).orElse("");
    }

    private void save() {
        if (!record().equals(saved)) {
            saved = shared.taskStore().save(record());
            progress = progress.withRecord(saved);
            shared.changed().accept(saved);
        }
        if (record().stopWanted() || record().over()) {
            stopKept.countDown();
        }
    }

    /// Begins the steps that are new and lets go of those that are no more.
    private void carryOut() {
        for (StepExecution execution : List.copyOf(executions.values())) {
            if (!progress.inProgress(execution.progress().number())) {
                execution.cancel();
                executions.remove(execution.progress().number());
            }
        }
        if (record().over()) {
            return;
        }
        List<StepExecution> fresh = new ArrayList<>();
        for (StepInProgress step : progress.steps()) {
            executions.computeIfAbsent(step.number(), _ -> {
                var execution = new StepExecution(step, this::carryOut);
                fresh.add(execution);
                return execution;
            });
        }
        fresh.forEach(StepExecution::start);
    }

    private void carryOut(StepExecution execution) {
        String name = execution.progress().container();
        TaskRecord task = record();
        ContainerState outcome;
        try {
            outcome = shared.executor().perform(execution, task, task.container(name));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException bug) {
            log.error("task={} container={} step {} failed", task.arn(), name, execution.step(), bug);
            outcome = execution
                    .before()
                    .ended(
                            Optional.empty(),
                            Optional.of("TaskStateError: " + bug),
                            shared.clock().instant());
        }
        deliver(new TaskEvent.StepDone(name, execution.progress().number(), outcome));
    }

    private void deliver(TaskEvent event) {
        try {
            mailbox.deliver(event);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    private void windUp() {
        shared.ports().release(record().task());
        shared.executor().release(record().task());
        log.info("task={} stopped", record().arn());
    }
}
