package io.argosy.agent.tasks;

import io.argosy.docker.LocalImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The variables of a container: the task definition's, and those that tell it where to ask about itself
/// (agent-protocol 8.7). `metadata` tells the base of those addresses, if there is one now.
public record ContainerEnvironment(Supplier<Optional<String>> metadata, String region) {
    private static final String USUAL = "http://169.254.170.2";

    /// Refuses a task with a role while its keys could not be asked for. What its definition sets wins over what stands
    /// in its files.
    Map<String, String> of(
            TaskRecord task, ContainerRecord container, Optional<LocalImage> image, Map<String, String> files)
            throws ResourceRefused {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> inImage = image.map(LocalImage::variables).orElse(List.of());
        for (String name : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
            if (!inImage.contains(name)) {
                variables.put(name, region);
            }
        }
        variables.putAll(files);
        variables.putAll(task.given(container.name()).environment());
        Optional<String> base = metadata.get();
        if (base.isEmpty() && task.credentialsId().isPresent()) {
            throw new ResourceRefused("the task has a role, but no address for its keys can be had on this host");
        }
        base.ifPresent(known -> addAddresses(variables, known, task, container));
        return variables;
    }

    private static void addAddresses(
            Map<String, String> variables, String base, TaskRecord task, ContainerRecord container) {
        variables.put("ECS_CONTAINER_METADATA_URI", base + "/v3/" + container.endpointId());
        variables.put("ECS_CONTAINER_METADATA_URI_V4", base + "/v4/" + container.endpointId());
        variables.put("ECS_AGENT_URI", base + "/api/" + container.endpointId());
        task.credentialsId().ifPresent(id -> {
            String path = "/v2/credentials/" + id;
            variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
            if (!base.equals(USUAL)) {
                variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", base + path);
            }
        });
    }
}
