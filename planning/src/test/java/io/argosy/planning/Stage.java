package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Patience;
import io.argosy.model.Resources;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskLifecycle;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Transition;
import io.argosy.model.Trigger;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DeploymentEarlySuccessCriteria;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A service, its tasks and four instances in two zones, with a hand on the clock. Passes are carried out as the
/// reconciler does; the agents do only what a test makes them do.
final class Stage {
    static final ServiceName NAME = new ServiceName("web");
    static final StopReason EXITED =
            new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
    private static final Resources NEEDS = new Resources(64, 64, Set.of(), Set.of());

    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    Service service;
    final Map<Integer, Task> tasks = new TreeMap<>();
    final Map<Integer, ContainerInstance.Status> instances = new TreeMap<>();
    static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
    private final RandomGenerator chance;
    private Optional<ServiceTally> tally = Optional.empty();
    private boolean checked;
    private List<Expression> constraints = List.of();
    final Set<ContainerInstanceId> busy = new HashSet<>();
    final Set<Integer> away = new HashSet<>();
    final Deque<ServiceEvent> said = new ArrayDeque<>();
    private int lastTask;
    private int lastDeployment;

    Stage(int desired, int minimum, int maximum) {
        this(desired, minimum, maximum, 1);
    }

    Stage(int desired, int minimum, int maximum, long seed) {
        chance = Seeds.of(seed);
        for (int i = 1; i <= 4; i++) {
            instances.put(i, ContainerInstance.Status.ACTIVE);
        }
        service = new Service(
                NAME,
                Service.Status.ACTIVE,
                desired,
                CreateServiceRequest.builder().serviceName("web").build(),
                List.of(),
                "arn:aws:iam::000000000000:root",
                now,
                now);
        percents(minimum, maximum);
        deploy();
    }

    void percents(int minimum, int maximum) {
        var configuration = DeploymentConfiguration.builder()
                .minimumHealthyPercent(minimum)
                .maximumPercent(maximum)
                .build();
        service = service.with(
                service.configuration().toBuilder()
                        .deploymentConfiguration(configuration)
                        .build(),
                now);
    }

    void early(int healthyPercent, String cleanup) {
        var configuration = service.configuration().deploymentConfiguration().orElseThrow().toBuilder()
                .earlySuccessCriteria(DeploymentEarlySuccessCriteria.builder()
                        .enable(true)
                        .healthyPercent(healthyPercent)
                        .sourceServiceRevisionCleanup(cleanup)
                        .build())
                .build();
        service = service.with(
                service.configuration().toBuilder()
                        .deploymentConfiguration(configuration)
                        .build(),
                now);
    }

    void graceSeconds(int seconds) {
        service = service.with(
                service.configuration().toBuilder()
                        .healthCheckGracePeriodSeconds(seconds)
                        .build(),
                now);
    }

    /// From now on every definition has a health check.
    void withHealthChecks() {
        checked = true;
    }

    boolean checks() {
        return checked;
    }

    /// From now on it has one task on each instance, where `minimum` percent of them stay up.
    Stage daemon(int minimum) {
        percents(minimum, 100);
        service = service.with(
                service.configuration().toBuilder().schedulingStrategy("DAEMON").build(), now);
        return this;
    }

    void constrained(String expression) throws InvalidExpression {
        constraints = List.of(Expression.parse(expression));
    }

    void desire(int count) {
        service = service.desiring(count, now);
    }

    void deploy() {
        List<Deployment> deployments = new ArrayList<>();
        lastDeployment++;
        deployments.add(new Deployment(
                new DeploymentId(lastDeployment),
                new TaskDefinitionId("web", lastDeployment),
                true,
                0,
                Deployment.Rollout.IN_PROGRESS,
                "ECS deployment ecs-svc/" + lastDeployment + " in progress.",
                now,
                now,
                Map.of()));
        service.deployments().forEach(deployment -> deployments.add(deployment.replaced(now)));
        service = service.with(deployments, now);
    }

    void delete() {
        service = service.desiring(0, now).with(Service.Status.DRAINING, now);
    }

    void drain(int instance) {
        instances.put(instance, ContainerInstance.Status.DRAINING);
    }

    void pass(Duration later) {
        now = now.plus(later);
    }

    ServicePlan plan() {
        return plan(false);
    }

    /// As when the task tried last found no room.
    ServicePlan planWithoutRoom() {
        return plan(true);
    }

    private ServicePlan plan(boolean full) {
        var patience = Patience.of(ServiceContext.HEALTHY_AFTER, LONGEST_BACK_OFF);
        var context = new ServiceContext(
                now,
                patience,
                Loads.instances(loads(), busy),
                this::definition,
                (_, deployment) -> Optional.of(demand(deployment)),
                chance,
                full);
        List<Task> live =
                tasks.values().stream().filter(task -> !task.state().stopped()).toList();
        return ServicePlanner.plan(service, live, said, tally(), DeploymentHistory.NOTHING, context);
    }

    ServiceTally tally() {
        return tally.orElseGet(
                () -> ServiceTally.fresh(NAME, service.primary().orElseThrow().id()));
    }

    int failed() {
        return tally().failed(service.primary().orElseThrow().id());
    }

    /// One pass of the reconciler.
    ServicePlan pass() {
        ServicePlan plan = plan();
        service = plan.service();
        tally = Optional.of(plan.tally());
        int before = tasks.size();
        plan.on().forEach(on -> started(service.primary().orElseThrow(), on));
        for (int i = plan.on().size(); i < plan.tasksToStart(); i++) {
            place();
        }
        int started = tasks.size() - before;
        if (started > 0) {
            tally = tally.map(known -> known.launched(started, now));
        }
        plan.tasksToStop().forEach(stop -> move(number(stop.task()), new Trigger.StopRequested(stop.reason(), now)));
        List<TaskId> stopped =
                plan.tasksToStop().stream().map(stop -> stop.task().id()).toList();
        if (!stopped.isEmpty()) {
            say(ServiceEvents.stopped(NAME, stopped));
        }
        plan.events().forEach(this::say);
        return plan;
    }

    void say(ServiceEvent.Statement statement) {
        said.addFirst(new ServiceEvent(NAME, said.size() + 1, "id", now, statement));
    }

    private void place() {
        Deployment primary = service.primary().orElseThrow();
        if (PlacementPlanner.decide(demand(primary), loads(), Strategies.ofService(List.of()), chance)
                instanceof Decision.Place(var on)) {
            started(primary, on);
        }
    }

    private void started(Deployment primary, ContainerInstanceId on) {
        add(primary.id(), on);
        say(ServiceEvents.started(NAME, List.of(task(lastTask).id())));
    }

    private Demand demand(Deployment deployment) {
        var owner = new Owner.OfService(NAME, deployment.id());
        return new Demand(owner, NEEDS, Set.of(), false, constraints, false, Optional.empty());
    }

    /// A pending task of a deployment; answers with its number.
    int add(DeploymentId deployment, ContainerInstanceId on) {
        lastTask++;
        tasks.put(
                lastTask,
                new Task(
                        new TaskId("%032x".formatted(lastTask)),
                        new TaskDefinitionId("web", (int) deployment.number()),
                        new Owner.OfService(NAME, deployment),
                        LaunchType.EC2,
                        Optional.empty(),
                        NEEDS,
                        TaskOverride.builder().build(),
                        new TaskState.Pending(on),
                        TaskTimestamps.from(now),
                        List.of(container("UNKNOWN")),
                        List.of(),
                        false,
                        checked ? List.of("app") : List.of(),
                        1));
        return lastTask;
    }

    Task task(int number) {
        return Objects.requireNonNull(tasks.get(number));
    }

    static int number(Task task) {
        return Integer.parseInt(task.id().value(), 16);
    }

    void start(int task) {
        move(task, new Trigger.Started(now));
    }

    void startAll() {
        numbers(TaskState.Pending.class).forEach(this::start);
    }

    void exit(int task) {
        move(task, new Trigger.Exited(EXITED, now));
    }

    /// Every task that should stop has stopped.
    void finishStops() {
        numbers(TaskState.Stopping.class).forEach(this::exit);
    }

    void health(int task, String verdict) {
        Task before = task(task);
        tasks.put(task, before.judged(List.of(container(verdict)), now));
    }

    /// The service at rest: all tasks running and proven.
    Stage settled() {
        pass();
        startAll();
        numbers(TaskState.Running.class).forEach(task -> health(task, "HEALTHY"));
        pass(ServiceContext.HEALTHY_AFTER);
        pass();
        return this;
    }

    void move(int task, Trigger trigger) {
        Task before = task(task);
        if (TaskLifecycle.next(before.state(), trigger) instanceof Transition.Move(var to)) {
            Task after = before.moved(to, trigger.at());
            tasks.put(task, after);
            tally = Optional.of(tally().heard(before, after, trigger.at()));
        }
    }

    List<Integer> numbers(Class<? extends TaskState> state) {
        return tasks.values().stream()
                .filter(task -> state.isInstance(task.state()))
                .map(Stage::number)
                .toList();
    }

    List<Integer> runningOf(int deployment) {
        return numbers(TaskState.Running.class).stream()
                .filter(task -> LiveTasks.deployment(task(task)).equals(Optional.of(new DeploymentId(deployment))))
                .toList();
    }

    List<String> messages() {
        return said.reversed().stream().map(ServiceEvent::message).toList();
    }

    List<InstanceLoad> loads() {
        List<InstanceLoad> loads = new ArrayList<>();
        instances.forEach((number, status) -> {
            Loads made = Loads.instance(number)
                    .is(status)
                    .zone(number % 2 == 0 ? "b" : "a")
                    .has(204800, 409600);
            InstanceLoad load = away.contains(number) ? made.disconnected().build() : made.build();
            for (Task task : tasks.values()) {
                load = task.on().filter(Loads.id(number)::equals).isPresent() ? load.plus(task) : load;
            }
            loads.add(load);
        });
        return loads;
    }

    private Optional<TaskDefinition> definition(TaskDefinitionId id) {
        var container = ContainerDefinition.builder().name("app").essential(true);
        if (checked) {
            container.healthCheck(
                    HealthCheck.builder().command(List.of("CMD", "true")).build());
        }
        var content = io.argosy.shapes.ecs.TaskDefinition.builder()
                .containerDefinitions(List.of(
                        container.build(),
                        ContainerDefinition.builder()
                                .name("side")
                                .essential(false)
                                .healthCheck(HealthCheck.builder()
                                        .command(List.of("CMD", "true"))
                                        .build())
                                .build()))
                .build();
        return Optional.of(new TaskDefinition(id, content, List.of()));
    }

    private static Container container(String verdict) {
        return Container.builder().name("app").healthStatus(verdict).build();
    }
}
