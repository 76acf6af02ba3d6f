package io.argosy.control;

import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.ecs.Attachment;
import io.argosy.shapes.ecs.KeyValuePair;
import java.util.List;

/// A task's network interface as DescribeTasks shows it (ecs-semantics 5.2). It is made with the placement, so the
/// first reply has all of it; how far it is follows from the task.
final class NetworkAttachment {
    private NetworkAttachment() {}

    static Attachment of(ElasticNetworkInterface network, Task task, ClusterScope scope) {
        return Attachment.builder()
                .id(network.attachment())
                .type("ElasticNetworkInterface")
                .status(status(task))
                .details(List.of(
                        detail("subnetId", network.subnet()),
                        detail("networkInterfaceId", network.id()),
                        detail("macAddress", network.macAddress()),
                        detail(
                                "privateDnsName",
                                network.privateDnsName(scope.arns().realm().region())),
                        detail("privateIPv4Address", network.address())))
                .build();
    }

    private static String status(Task task) {
        return switch (task.state()) {
            case TaskState.Provisioning _ -> "PRECREATED";
            case TaskState.Pending _ ->
                task.timeline().at(TaskTimestamp.CONNECTED).isPresent() ? "ATTACHING" : "CREATED";
            case TaskState.Running _ -> "ATTACHED";
            case TaskState.Stopping _ -> "DETACHING";
            case TaskState.Stopped _ -> "DELETED";
        };
    }

    private static KeyValuePair detail(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }
}
