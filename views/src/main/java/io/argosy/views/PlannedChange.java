package io.argosy.views;

import io.argosy.insight.causes.InstanceNames;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a plan is asked for, from the words of a command.
public final class PlannedChange {
    private PlannedChange() {}

    /// An update of a service: `file` is an input of `UpdateService`, and `update` what flags say of it.
    public static PlanChangeRequest service(
            String cluster, String service, Optional<Path> file, UpdateServiceRequest.Builder update)
            throws IOException {
        UpdateServiceRequest flags = update.service(service).build();
        UpdateServiceRequest asked = file.isEmpty() ? flags : merged(read(file.get()), flags);
        return PlanChangeRequest.builder()
                .cluster(cluster)
                .updateService(Words.json(asked))
                .build();
    }

    private static UpdateServiceRequest read(Path file) throws IOException {
        try {
            return JsonCodec.read(Files.readAllBytes(file), UpdateServiceRequest.STRUCTURE);
        } catch (ShapeException wrong) {
            throw new IOException(file + " is no input of UpdateService: " + wrong.getMessage(), wrong);
        }
    }

    private static UpdateServiceRequest merged(UpdateServiceRequest file, UpdateServiceRequest flags) {
        return file.toBuilder()
                .service(flags.service())
                .taskDefinition(flags.taskDefinition().or(file::taskDefinition))
                .desiredCount(flags.desiredCount().or(file::desiredCount))
                .forceNewDeployment(flags.forceNewDeployment().or(file::forceNewDeployment))
                .build();
    }

    /// A drain of instances, by what people call them, their ids or the beginnings of those.
    public static PlanChangeRequest drain(ApiClient client, String cluster, List<String> names) throws IOException {
        List<ContainerInstance> all = new ClusterReader(client, cluster).instances();
        List<String> drained = new ArrayList<>();
        for (String name : names) {
            List<String> found = all.stream()
                    .filter(instance -> called(instance, name))
                    .flatMap(instance -> instance.containerInstanceArn().stream())
                    .toList();
            if (found.size() != 1) {
                throw new IOException(
                        found.isEmpty()
                                ? "there is no container instance " + name + " in the cluster " + cluster
                                : name + " is the name of " + found.size() + " instances: say an id");
            }
            drained.add(found.getFirst());
        }
        return PlanChangeRequest.builder().cluster(cluster).drain(drained).build();
    }

    private static boolean called(ContainerInstance instance, String name) {
        String arn = instance.containerInstanceArn().orElse("");
        return InstanceNames.of(instance).equals(name)
                || arn.equals(name)
                || name.length() >= 4 && Words.last(arn).startsWith(name);
    }

    /// A registration of the definition in a file, and where a service is named, an update of that to it.
    public static PlanChangeRequest definition(String cluster, Path file, Optional<String> service) throws IOException {
        return PlanChangeRequest.builder()
                .cluster(cluster)
                .registerTaskDefinition(definition(file))
                .updateService(service.map(name ->
                        Words.json(UpdateServiceRequest.builder().service(name).build())))
                .build();
    }

    private static String definition(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            JsonCodec.read(content, RegisterTaskDefinitionRequest.STRUCTURE);
            return new String(content, StandardCharsets.UTF_8);
        } catch (ShapeException wrong) {
            throw new IOException(file + " is no task definition: " + wrong.getMessage(), wrong);
        }
    }
}
