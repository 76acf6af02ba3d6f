package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceEvent.Kind;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The texts of service events (ecs-semantics 7.12), and when one is worth repeating.
public final class ServiceEvents {
    static final Duration REPEATED_AFTER = Duration.ofHours(6);

    /// Where ECS leads to its own guide; a test holds every such link against our pages.
    private static final String NO_PLACE = " For more information, see docs/operating.md#when-a-task-finds-no-place.";

    private static final String FAILING_STARTS =
            " For more information, see docs/operating.md#when-tasks-do-not-stay-up.";

    private ServiceEvents() {}

    public static Statement started(ServiceName service, List<TaskId> tasks) {
        return Statement.of(
                Kind.TASKS_STARTED, about(service) + " has started " + tasks.size() + " tasks: " + list(tasks) + ".");
    }

    public static Statement stopped(ServiceName service, List<TaskId> tasks) {
        return Statement.of(
                Kind.TASKS_STOPPED,
                about(service) + " has stopped " + tasks.size() + " running tasks: " + list(tasks) + ".");
    }

    /// Says so of the closest match, or that the cluster has no instance that could be asked.
    public static Statement unableToPlace(ServiceName service, Decision.NoRoom noRoom) {
        Optional<Decision.Closest> asked = noRoom.closest().filter(closest -> !away(closest.veto()));
        String why = asked.map(closest -> " The closest matching (container-instance " + closest.on() + ") "
                        + closest.veto().sentence() + ".")
                .orElse(" Reason: No Container Instances were found in your cluster.");
        return new Statement(
                Kind.NO_PLACE,
                asked.map(closest -> closest.veto().cause()).orElse(""),
                about(service)
                        + " was unable to place a task because no container instance met all of its requirements."
                        + why + NO_PLACE);
    }

    /// Its tasks wait for their capacity provider, which makes instances for them if it can.
    public static Statement waits(ServiceName service, String provider, Decision.NoRoom noRoom) {
        Optional<Decision.Closest> asked = noRoom.closest().filter(closest -> !away(closest.veto()));
        String reason = asked.map(closest -> " (capacity provider " + provider + ") has no room: the closest matching"
                        + " (container-instance " + closest.on() + ") "
                        + closest.veto().sentence() + ".")
                .orElse(" No Container Instances were found in your capacity provider.");
        return new Statement(
                Kind.NO_PLACE,
                "capacity provider " + provider,
                about(service) + " was unable to reach steady state. Reason:" + reason + NO_PLACE);
    }

    /// As many tasks of the cluster wait as may.
    public static Statement tooManyWait(ServiceName service) {
        return new Statement(
                Kind.NO_PLACE,
                "too many wait",
                about(service) + " was unable to place tasks in your cluster because the tasks provisioning capacity"
                        + " limit was exceeded.");
    }

    /// Tasks nobody hears of; `givenUpAfter` is how long that is put up with, if it ever ends.
    public static Statement onDisconnected(
            ServiceName service, int tasks, ContainerInstanceId instance, Optional<Duration> givenUpAfter) {
        String what = givenUpAfter
                .map(wait -> " If it does not come back within " + wait.toSeconds()
                        + " seconds, they are given up and replaced.")
                .orElse(" They are replaced once the container instance is deregistered.");
        return new Statement(
                Kind.AGENT_DISCONNECTED,
                instance.value(),
                about(service) + " has " + tasks + " tasks on (container-instance " + instance
                        + "), whose agent is disconnected." + what);
    }

    private static boolean away(Veto veto) {
        return veto instanceof Veto.Inactive || veto instanceof Veto.Draining || veto instanceof Veto.OtherProvider;
    }

    public static Statement steadyState(ServiceName service) {
        return Statement.of(Kind.STEADY_STATE, about(service) + " has reached a steady state.");
    }

    static Statement deploymentCompleted(ServiceName service, Deployment deployment) {
        return Statement.of(
                Kind.DEPLOYMENT_COMPLETED,
                about(service) + " (deployment " + deployment.id() + ") deployment completed.");
    }

    static Statement deploymentFailed(ServiceName service, Deployment deployment) {
        return Statement.of(
                Kind.DEPLOYMENT_FAILED,
                about(service) + " (deployment " + deployment.id() + ") deployment failed: tasks failed to start.");
    }

    static Statement rollingBack(ServiceName service, DeploymentId to) {
        return Statement.of(Kind.ROLLING_BACK, about(service) + " rolling back to deployment " + to + ".");
    }

    /// One task more, where a service has few, so that one may go where it has many.
    public static Statement startedIn(ServiceName service, String zone, List<TaskId> tasks) {
        return Statement.of(
                Kind.TASKS_STARTED,
                about(service) + " has started " + tasks.size() + " tasks in " + zone + " to AZ Rebalance: "
                        + list(tasks) + ".");
    }

    public static Statement stoppedIn(ServiceName service, String zone, List<TaskId> tasks) {
        return Statement.of(
                Kind.TASKS_STOPPED,
                about(service) + " has stopped " + tasks.size() + " running tasks in " + zone
                        + " due to AZ rebalancing: " + list(tasks) + ".");
    }

    static Statement unbalanced(ServiceName service, String zones) {
        return Statement.of(
                Kind.REBALANCING_STARTED,
                about(service) + " is not AZ balanced with " + zones + ". AZ Rebalancing in progress.");
    }

    static Statement balanced(ServiceName service, String zones) {
        return Statement.of(Kind.REBALANCING_COMPLETED, about(service) + " is AZ balanced with " + zones + ".");
    }

    static Statement rebalancingStopped(ServiceName service) {
        return Statement.of(Kind.REBALANCING_STOPPED, about(service) + " stopped AZ Rebalancing.");
    }

    /// Of a daemon's task, once the instance is not one for it any more.
    static Statement misplaced(ServiceName service, TaskId task, ContainerInstanceId on) {
        return new Statement(
                Kind.DAEMON_MISPLACED,
                on.value(),
                about(service) + " has stopped (task " + task + ") because (container-instance " + on
                        + ") does not meet its placement constraints any more.");
    }

    static Statement blocked(ServiceName service) {
        return Statement.of(
                Kind.DEPLOYMENT_BLOCKED,
                about(service) + " was unable to stop or start tasks during a deployment because of the service"
                        + " deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try"
                        + " again.");
    }

    static Statement failingStarts(ServiceName service) {
        return Statement.of(
                Kind.FAILING_STARTS,
                about(service) + " is unable to consistently start tasks successfully." + FAILING_STARTS);
    }

    /// The definition of the PRIMARY deployment is gone.
    public static Statement noDefinition(ServiceName service) {
        return Statement.of(Kind.NO_DEFINITION, failedToLaunch(service, "Unable to describe task definition."));
    }

    /// Its tasks cannot have a role, which `refusal` names: of the same kind, as nothing can be launched either way.
    public static Statement noRole(ServiceName service, String refusal) {
        return new Statement(Kind.NO_DEFINITION, refusal, failedToLaunch(service, refusal));
    }

    private static String failedToLaunch(ServiceName service, String error) {
        return about(service) + " failed to launch a task with (error " + error + ").";
    }

    /// A fault of this program: the kind only, the rest stands in the log.
    public static Statement failed(ServiceName service, RuntimeException bug) {
        String kind = bug.getClass().getSimpleName();
        return new Statement(
                Kind.INTERNAL_ERROR,
                kind,
                about(service) + " could not be kept because of an internal error. Kind: " + kind
                        + "; the server's log says more. It is tried again every 30 seconds.");
    }

    /// Whether a complaint is news: not while the last one of its kind, no steady state and no deployment since, named
    /// the same cause less than six hours ago. Which instance came closest, and by how much, is no cause.
    /// `said` are the service's events, the newest first.
    public static boolean worthSaying(
            Service service, Collection<ServiceEvent> said, Statement complaint, Instant now) {
        for (ServiceEvent event : said) {
            Statement before = event.statement();
            if (before.kind() == Kind.STEADY_STATE || ofEarlierDeployment(event, service)) {
                return true;
            }
            if (before.kind() == complaint.kind()) {
                return !before.cause().equals(complaint.cause()) || stale(event, now);
            }
        }
        return true;
    }

    /// The newest event, if it says that the service is steady.
    public static Optional<ServiceEvent> saidSteady(Collection<ServiceEvent> said, Instant now) {
        return said.stream()
                .findFirst()
                .filter(newest -> newest.statement().kind() == Kind.STEADY_STATE && !stale(newest, now));
    }

    private static boolean stale(ServiceEvent event, Instant now) {
        return !event.createdAt().plus(REPEATED_AFTER).isAfter(now);
    }

    private static boolean ofEarlierDeployment(ServiceEvent event, Service service) {
        return service.primary()
                .filter(primary -> event.createdAt().isBefore(primary.createdAt()))
                .isPresent();
    }

    private static String about(ServiceName service) {
        return "(service " + service + ")";
    }

    private static String list(List<TaskId> tasks) {
        return tasks.stream().map(task -> "(task " + task + ")").collect(Collectors.joining(" "));
    }
}
