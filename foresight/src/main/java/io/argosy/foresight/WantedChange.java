package io.argosy.foresight;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What somebody thinks of doing: a new revision, an update of a service (to that revision, if there is one), or a
/// drain of instances. What the operations would refuse is refused here, in their words.
record WantedChange(
        Optional<RegisterTaskDefinitionRequest> registration,
        Optional<UpdateServiceRequest> update,
        List<String> drained) {
    WantedChange {
        drained = List.copyOf(drained);
    }

    static WantedChange of(PlanChangeRequest request) {
        List<String> drained = request.drain().orElse(List.of());
        var wanted = new WantedChange(
                request.registerTaskDefinition()
                        .map(text -> read("registerTaskDefinition", text, Ecs.REGISTER_TASK_DEFINITION)),
                request.updateService().map(text -> read("updateService", text, Ecs.UPDATE_SERVICE)),
                drained);
        boolean other = wanted.registration.isPresent() || wanted.update.isPresent();
        if (other != drained.isEmpty()) {
            throw ApiError.invalidParameter(
                            "a plan is asked for either drain, or registerTaskDefinition, updateService or both")
                    .thrown();
        }
        return wanted;
    }

    private static <I extends Shape> I read(String member, String text, OperationModel<I, ?> operation) {
        try {
            return JsonCodec.read(text.getBytes(StandardCharsets.UTF_8), operation.input());
        } catch (ShapeException unreadable) {
            throw ApiError.invalidParameter(
                            member + " is no input of " + operation.name() + ": " + unreadable.getMessage())
                    .thrown();
        }
    }

    /// Does it, in a trial. The revision that was registered.
    Optional<TaskDefinition> make(Trial trial) {
        Optional<TaskDefinition> registered =
                registration.map(asked -> allowed(trial, Ecs.REGISTER_TASK_DEFINITION, asked)
                        .taskDefinition()
                        .orElseThrow());
        update.ifPresent(asked -> allowed(trial, Ecs.UPDATE_SERVICE, aimed(trial, asked, registered)));
        if (!drained.isEmpty()) {
            drain(trial);
        }
        return registered;
    }

    private static UpdateServiceRequest aimed(
            Trial trial, UpdateServiceRequest asked, Optional<TaskDefinition> registered) {
        return asked.toBuilder()
                .cluster(trial.scope().name().value())
                .taskDefinition(asked.taskDefinition().or(() -> registered.flatMap(TaskDefinition::taskDefinitionArn)))
                .build();
    }

    private void drain(Trial trial) {
        var answer = allowed(
                trial,
                Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .cluster(trial.scope().name().value())
                        .containerInstances(drained)
                        .status("DRAINING")
                        .build());
        answer.failures().orElse(List.of()).stream().findFirst().ifPresent(failure -> {
            throw new ApiError(
                            "ResourceNotFoundException",
                            failure.arn().orElse("") + " cannot be drained: "
                                    + failure.reason().orElse(""))
                    .thrown();
        });
    }

    private static <I extends Shape, O extends Shape> O allowed(Trial trial, OperationModel<I, O> operation, I input) {
        try {
            return trial.call(operation, input);
        } catch (ApiException refused) {
            String words = operation.name() + " would be refused: "
                    + refused.error().code() + ": " + refused.error().message();
            boolean missing = refused.error().code().endsWith("NotFoundException");
            throw new ApiError(missing ? "ResourceNotFoundException" : "InvalidParameterException", words).thrown();
        }
    }
}
