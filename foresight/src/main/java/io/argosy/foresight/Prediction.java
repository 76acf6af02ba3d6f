package io.argosy.foresight;

import io.argosy.control.ControlSettings;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.PlanChangeResponse;
import io.argosy.shapes.argosy.StayingTask;
import io.argosy.shapes.ecs.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a trial shows of a change, as clients are told it: the steps, where services come to, what stays, what is in
/// the way, and what the answer rests on.
final class Prediction {
    private static final int MOST_SERVICES = 100;
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_STAYING = 200;

    private final Trial trial;
    private final ControlSettings settings;
    private final PlanShapes shapes;

    Prediction(Trial trial, ControlSettings settings) {
        this.trial = trial;
        this.settings = settings;
        this.shapes = new PlanShapes(trial);
    }

    PlanChangeResponse of(WantedChange change) {
        var earlier = new EarlierRevision(trial, change);
        Set<ServiceName> busy = Unsettled.services(trial.state());
        Optional<TaskDefinition> registered = change.make(trial);
        Set<ServiceName> concerned = new LinkedHashSet<>();
        change.update()
                .flatMap(asked -> service(asked.service()))
                .map(Service::name)
                .ifPresent(concerned::add);
        boolean still = change.update().isEmpty() && change.drained().isEmpty();
        Forecast forecast = still ? new Forecast(List.of(), true) : Forecast.of(trial);
        concerned.addAll(ofServices(forecast));
        List<Task> staying = staying(change);
        return PlanChangeResponse.builder()
                .clusterArn(trial.scope().arn())
                .taskDefinitionArn(registered.flatMap(TaskDefinition::taskDefinitionArn))
                .taskDefinition(registered.map(made -> new String(JsonCodec.write(made), StandardCharsets.UTF_8)))
                .changes(registered.map(earlier::changes))
                .steps(shapes.steps(forecast))
                .moreTasks(shapes.more(forecast))
                .outcomes(concerned.stream()
                        .limit(MOST_SERVICES)
                        .flatMap(name -> trial.state().service(name).stream())
                        .map(shapes::outcome)
                        .toList())
                .staying(staying.stream().limit(MOST_STAYING).map(this::staying).toList())
                .findings(findings(concerned, registered))
                .conditions(new Conditions(trial, settings, forecast, concerned).all(busy))
                .build();
    }

    private Optional<Service> service(String reference) {
        return Optional.of(reference.substring(reference.lastIndexOf('/') + 1))
                .map(ServiceName::new)
                .flatMap(trial.state()::service);
    }

    private static List<ServiceName> ofServices(Forecast forecast) {
        return forecast.steps().stream()
                .flatMap(step -> Stream.concat(
                        step.starts().stream().map(Forecast.Start::task),
                        step.stops().stream().map(Forecast.Stop::task)))
                .flatMap(task -> owner(task).stream())
                .distinct()
                .toList();
    }

    private static Optional<ServiceName> owner(Task task) {
        return task.owner() instanceof Owner.OfService(var service, var _) ? Optional.of(service) : Optional.empty();
    }

    /// What is left on instances that were drained.
    private List<Task> staying(WantedChange change) {
        List<Task> staying = new ArrayList<>();
        for (String reference : change.drained()) {
            var id = new ContainerInstanceId(reference.substring(reference.lastIndexOf('/') + 1));
            staying.addAll(trial.state().liveOn(id));
        }
        return staying;
    }

    private StayingTask staying(Task task) {
        return shapes.staying(task, reason(task));
    }

    private String reason(Task task) {
        boolean gone = task.on()
                .flatMap(trial.state()::instance)
                .filter(instance -> !instance.agentConnected())
                .isPresent();
        if (gone) {
            return "the agent there is not connected";
        }
        if (task.protectedUntil(trial.now()).isPresent()) {
            return "it is protected until " + task.protectedUntil(trial.now()).orElseThrow();
        }
        return owner(task).isEmpty()
                ? "it belongs to no service: it stays until it ends"
                : "nothing can take its place, and too few would be left without it";
    }

    /// Of services that do not come to where they are to be, and whether a new revision would find a place.
    private List<Finding> findings(Set<ServiceName> concerned, Optional<TaskDefinition> registered) {
        Stream<String> open = concerned.stream()
                .flatMap(name -> trial.state().service(name).stream())
                .filter(service -> Unsettled.is(service, trial.state()))
                .map(service -> "service/" + service.name());
        Stream<String> fresh = registered.flatMap(TaskDefinition::taskDefinitionArn).stream();
        return Stream.concat(fresh, open)
                .limit(MOST_FINDINGS)
                .flatMap(subject -> explained(subject).stream())
                .toList();
    }

    private List<Finding> explained(String subject) {
        var asked = ExplainRequest.builder()
                .cluster(trial.scope().name().value())
                .subject(subject)
                .build();
        return trial.call(Argosy.EXPLAIN, asked).findings().orElse(List.of());
    }
}
