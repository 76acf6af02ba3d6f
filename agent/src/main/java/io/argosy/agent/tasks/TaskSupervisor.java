package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.acs.AcsContainer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after one task until all of its containers have ended. It alone changes what is known of the task: others
/// write to its mailbox, steps run on threads of their own and come back as event, so a stop never waits behind a pull.
public final class TaskSupervisor {
    private static final Logger log = LoggerFactory.getLogger(TaskSupervisor.class);
    private static final int MAILBOX = 1024;
    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final Duration SAFETY_LOOK = Duration.ofMinutes(5);
    private static final int KILLED = 137;

    /// What supervisors share. `changed` hears of every new state of a task, on the supervisor's thread; `broken` of a
    /// supervisor that cannot go on.
    record Dependencies(
            ContainerDriver driver,
            ContainerPlanner planner,
            TaskStore taskStore,
            PortClaims ports,
            InstantSource clock,
            Consumer<TaskRecord> changed,
            Consumer<TaskSupervisor> broken) {}

    private final Dependencies around;
    private final ContainerDependencies dependencies;
    private final Map<String, AcsContainer> given = new LinkedHashMap<>();
    private final BlockingQueue<TaskEvent> mailbox = new LinkedBlockingQueue<>(MAILBOX);
    private final Map<String, StepExecution> flights = new HashMap<>();
    private final Map<String, Instant> resting = new HashMap<>();
    private final Set<String> outOfMemory = new HashSet<>();
    private final Thread thread;
    private volatile TaskRecord saved;
    private volatile TaskRecord memory;
    private final CountDownLatch stopKept = new CountDownLatch(1);
    private volatile boolean lookAgain;
    private volatile boolean stopAsked;
    private boolean quit;

    TaskSupervisor(TaskRecord saved, Dependencies around) {
        this.around = around;
        this.saved = saved;
        this.memory = saved;
        this.dependencies = ContainerDependencies.of(saved.task());
        saved.task().containers().forEach(container -> given.put(container.name(), container));
        this.thread = Thread.ofVirtual().name("task-" + saved.task().id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    public TaskRecord memory() {
        return memory;
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

    /// Never blocks. Mail that finds no room is made up for by looking at everything again.
    void post(TaskEvent event) {
        if (!mailbox.offer(event)) {
            lookAgain = true;
        }
    }

    private void run() {
        try {
            Optional<Instant> wake = advance();
            while (!memory.over() && !quit) {
                readMail(wake);
                wake = advance();
            }
            flights.values().forEach(StepExecution::cancel);
            if (memory.over()) {
                windUp();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            log.error("task={} supervisor ended; another takes over from what is on disk", memory.arn(), bug);
            flights.values().forEach(StepExecution::cancel);
            around.broken().accept(this);
        }
    }

    private void readMail(Optional<Instant> wake) throws InterruptedException {
        Duration patience = wake.map(at -> Duration.between(around.clock().instant(), at))
                .filter(wait -> wait.compareTo(SAFETY_LOOK) < 0)
                .orElse(SAFETY_LOOK);
        TaskEvent event = mailbox.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        lookAgain |= event == null && wake.isEmpty();
        while (event != null) {
            read(event);
            event = mailbox.poll();
        }
        if (lookAgain) {
            lookAgain = false;
            lookAtAll();
        }
    }

    private void read(TaskEvent event) {
        switch (event) {
            case TaskEvent.StepDone done -> completed(done);
            case TaskEvent.Died died -> toldOf(died.dockerId()).ifPresent(one -> died(one, died));
            case TaskEvent.OutOfMemory(var id) -> outOfMemory.add(id);
            case TaskEvent.HealthChanged told -> toldOf(told.dockerId()).ifPresent(one -> health(one, told));
            case TaskEvent.Resync _ -> lookAtAll();
            case TaskEvent.PlanAgain _ -> log.debug("task={} plans again", memory.arn());
            case TaskEvent.Quit _ -> quit = true;
        }
    }

    /// The container the engine told news of. A step in the air may have looked at it before those.
    private Optional<ContainerRecord> toldOf(String dockerId) {
        Optional<ContainerRecord> container = memory.containers().stream()
                .filter(one -> one.state().dockerId().equals(Optional.of(dockerId)))
                .findFirst();
        container.flatMap(one -> Optional.ofNullable(flights.get(one.name()))).ifPresent(StepExecution::lookAfterwards);
        return container;
    }

    private void completed(TaskEvent.StepDone done) {
        if (!flights.remove(done.container(), done.execution())) {
            return;
        }
        ContainerState current = memory.container(done.container()).state();
        boolean look = done.execution().step() instanceof ContainerStep.Look;
        boolean overtaken =
                look ? done.execution().wantsLook() : current instanceof Running && done.now() instanceof Running;
        boolean old = current instanceof Ended || overtaken;
        if (!old) {
            become(done.container(), done.now());
        }
        if (done.now().equals(done.execution().before()) && !look) {
            resting.put(done.container(), around.clock().instant().plus(BREATH));
        }
        if (done.execution().step() instanceof ContainerStep.Pull
                && done.now() instanceof ContainerState.Pulled(var image)
                && image.fetched()) {
            memory = memory.withTimes(memory.times()
                    .pulled(done.execution().since(), around.clock().instant()));
        }
        if (done.execution().wantsLook()) {
            look(memory.container(done.container()));
        }
    }

    private void died(ContainerRecord container, TaskEvent.Died died) {
        if (!(container.state() instanceof Running running)) {
            return;
        }
        if (died.at().isBefore(running.startedAt())) {
            // News of an earlier run, told late or told again.
            look(container);
            return;
        }
        boolean memoryLimited =
                memory.task().memory() > 0 || memory.given(container.name()).memory() > 0;
        boolean known = outOfMemory.contains(died.dockerId());
        if (died.exitCode() == KILLED && memoryLimited && !known && !memory.stopWanted()) {
            look(container);
            return;
        }
        Optional<String> reason =
                known && died.exitCode() == KILLED ? Optional.of(ContainerDriver.OUT_OF_MEMORY) : Optional.empty();
        become(container.name(), running.ended(Optional.of(died.exitCode()), reason, died.at()));
    }

    private void health(ContainerRecord container, TaskEvent.HealthChanged told) {
        if (container.state() instanceof Running running) {
            become(
                    container.name(),
                    new Running(
                            running.id(),
                            running.image(),
                            running.startedAt(),
                            running.observed().withHealth(told.health(), told.at())));
        }
    }

    private void become(String container, ContainerState now) {
        ContainerState before = memory.container(container).state();
        ContainerState after = now;
        if (before instanceof Running running && now instanceof Ended ended && !memory.stopWanted()) {
            after = RestartRule.after(memory.given(container), running, ended);
        }
        if (!after.equals(before)) {
            log.info(
                    "task={} container={} from={} to={}{}",
                    memory.arn(),
                    container,
                    ContainerStatus.of(before),
                    ContainerStatus.of(after),
                    after instanceof Ended ended
                            ? " exitCode="
                                    + ended.exitCode().map(String::valueOf).orElse("none")
                                    + ended.reason()
                                            .map(reason -> " reason=" + reason)
                                            .orElse("")
                            : "");
            memory = memory.withState(container, after);
        }
    }

    private void lookAtAll() {
        memory.containers().forEach(this::look);
    }

    private void look(ContainerRecord container) {
        Optional<String> id = container.state().dockerId();
        if (id.isEmpty() || container.state() instanceof Ended) {
            return;
        }
        StepExecution execution = flights.get(container.name());
        if (execution == null) {
            launch(container, new ContainerStep.Look(id.get())).start();
        } else if (!(execution.step() instanceof ContainerStep.Stop)) {
            execution.lookAfterwards();
        }
    }

    /// Plans and begins all that can be begun now; the answer is when to plan again without event.
    private Optional<Instant> advance() {
        List<Instant> deadlines = new ArrayList<>();
        List<StepExecution> departing = new ArrayList<>();
        TaskRecord before;
        do {
            before = memory;
            memory = stopAsked ? memory.stopping() : memory;
            deadlines.clear();
            stopWhenEssentialEnded();
            for (ContainerRecord container : memory.containers()) {
                plan(container, departing, deadlines);
            }
        } while (!memory.equals(before));
        remember();
        departing.forEach(StepExecution::start);
        return deadlines.stream().min(Instant::compareTo);
    }

    private void stopWhenEssentialEnded() {
        for (ContainerRecord container : memory.containers()) {
            if (container.state() instanceof Ended ended
                    && memory.given(container.name()).essential()) {
                memory = memory.stopping().withTimes(memory.times().executionStopped(ended.at()));
            }
        }
    }

    private void plan(ContainerRecord container, List<StepExecution> departing, List<Instant> deadlines) {
        StepExecution execution = flights.get(container.name());
        if (execution != null && !(memory.stopWanted() && execution.cancel())) {
            return;
        }
        flights.remove(container.name());
        Instant rest = resting.getOrDefault(container.name(), Instant.MIN);
        if (around.clock().instant().isBefore(rest)) {
            deadlines.add(rest);
            return;
        }
        ContainerStep step = around.planner().next(memory.given(container.name()), situation());
        switch (step) {
            case ContainerStep.End(var exitCode, var reason) ->
                become(
                        container.name(),
                        container.state().ended(exitCode, reason, around.clock().instant()));
            case ContainerStep.Wait wait -> wait.until().ifPresent(deadlines::add);
            case ContainerStep.Rest _ -> {}
            case ContainerStep.Pull _,
                    ContainerStep.Create _,
                    ContainerStep.Start _,
                    ContainerStep.Stop _,
                    ContainerStep.Discard _,
                    ContainerStep.Look _ -> departing.add(launch(container, step));
        }
    }

    private ContainerPlanner.Situation situation() {
        boolean ports =
                memory.stopWanted() || around.ports().claim(memory.task(), () -> post(new TaskEvent.PlanAgain()));
        return new ContainerPlanner.Situation(
                given,
                memory.states(),
                dependencies,
                memory.stopWanted(),
                ports,
                around.clock().instant());
    }

    private StepExecution launch(ContainerRecord container, ContainerStep step) {
        var execution =
                new StepExecution(step, container.state(), around.clock().instant(), own -> fly(own, container));
        flights.put(container.name(), execution);
        return execution;
    }

    private void fly(StepExecution execution, ContainerRecord container) {
        try {
            ContainerState now = around.driver().perform(execution, memory, container);
            deliver(new TaskEvent.StepDone(container.name(), execution, now));
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            log.error("task={} container={} step {} failed", memory.arn(), container.name(), execution.step(), bug);
            ContainerState failed = execution
                    .before()
                    .ended(
                            Optional.empty(),
                            Optional.of("TaskStateError: " + bug),
                            around.clock().instant());
            deliver(new TaskEvent.StepDone(container.name(), execution, failed));
        }
    }

    private void deliver(TaskEvent event) {
        try {
            mailbox.put(event);
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember() {
        if (memory.over()) {
            memory = memory.withTimes(memory.times().stopped(around.clock().instant()));
        }
        if (!memory.equals(saved)) {
            saved = around.taskStore().save(memory);
            memory = saved;
            around.changed().accept(saved);
        }
        if (memory.stopWanted() || memory.over()) {
            stopKept.countDown();
        }
    }

    private void windUp() {
        around.ports().release(memory.task());
        around.driver().cgroups().remove(memory.task());
        log.info("task={} stopped", memory.arn());
    }
}
