package io.argosy.agent.tasks;

import io.argosy.agent.docker.LocalImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The variables of a container: the task definition's, and those that tell it where to ask about itself
/// (agent-protocol 8.7). `metadata` is the base of those addresses.
public record ContainerEnvironment(String metadata, String region) {
    private static final String USUAL = "http://169.254.170.2";

    Map<String, String> of(TaskMemory task, ContainerMemory container, Optional<LocalImage> image) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> inImage = image.map(LocalImage::variables).orElse(List.of());
        for (String name : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
            if (!inImage.contains(name)) {
                variables.put(name, region);
            }
        }
        variables.putAll(task.given(container.name()).environment());
        variables.put("ECS_CONTAINER_METADATA_URI", metadata + "/v3/" + container.endpointId());
        variables.put("ECS_CONTAINER_METADATA_URI_V4", metadata + "/v4/" + container.endpointId());
        variables.put("ECS_AGENT_URI", metadata + "/api/" + container.endpointId());
        task.credentialsId().ifPresent(id -> {
            String path = "/v2/credentials/" + id;
            variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
            if (!metadata.equals(USUAL)) {
                variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", metadata + path);
            }
        });
        return variables;
    }
}
