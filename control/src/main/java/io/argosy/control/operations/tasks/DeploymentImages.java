package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.model.Deployment;
import io.argosy.model.Owner;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.state.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Version consistency (ecs-semantics 7.16): what the first task of a deployment that says so has pulled is what all
/// later ones run, wherever the tag has gone since. A container can be left out of it.
final class DeploymentImages {
    /// It becomes part of what other agents pull.
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private DeploymentImages() {}

    /// Notes what a report on this task was the first to say.
    static void note(Transaction tx, Task heard, ClusterScope scope) {
        if (!(heard.owner() instanceof Owner.OfService(var name, var id))) {
            return;
        }
        tx.state().service(name).ifPresent(service -> {
            List<Deployment> deployments = service.deployments().stream()
                    .map(one -> one.id().equals(id) ? noted(one, heard, scope) : one)
                    .toList();
            if (!deployments.equals(service.deployments())) {
                tx.update(service.with(deployments, tx.now()));
                deployments.stream().filter(one -> one.id().equals(id)).forEach(one -> note(tx, name, one));
            }
        });
    }

    private static void note(Transaction tx, ServiceName service, Deployment deployment) {
        tx.state()
                .revision(service, deployment.id())
                .ifPresent(revision -> tx.update(revision.running(deployment.images())));
    }

    private static Deployment noted(Deployment deployment, Task heard, ClusterScope scope) {
        Map<String, String> images = new HashMap<>();
        for (Container container : heard.containers()) {
            String name = container.name().orElse("");
            container
                    .imageDigest()
                    .filter(digest -> DIGEST.matcher(digest).matches())
                    .filter(_ -> !deployment.images().containsKey(name))
                    .ifPresent(digest -> images.put(name, digest));
        }
        if (images.isEmpty()) {
            return deployment;
        }
        images.keySet().retainAll(consistent(heard, scope));
        images.putAll(deployment.images());
        return deployment.running(images);
    }

    private static List<String> consistent(Task task, ClusterScope scope) {
        return scope.account().read().taskDefinition(task.definition()).map(TaskDefinition::content).stream()
                .flatMap(content -> content.containerDefinitions().orElse(List.of()).stream())
                .filter(container ->
                        !container.versionConsistency().orElse("enabled").equals("disabled"))
                .flatMap((ContainerDefinition container) -> container.name().stream())
                .collect(Collectors.toList());
    }
}
