package io.argosy.shipping;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionsRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The task definitions of what is shipped: a file and an image make a revision, and a family's revisions are where a
/// service can go back to.
final class Definitions {
    /// The tag of a definition that says which version of a project it runs.
    static final String VERSION = "argosy:version";

    private final Calls calls;

    Definitions(Calls calls) {
        this.calls = calls;
    }

    /// A revision as it is shown.
    record Revision(TaskDefinition definition, Map<String, String> tags) {
        /// Empty where nobody said one.
        String version() {
            return tags.getOrDefault(VERSION, "");
        }

        String arn() {
            return definition.taskDefinitionArn().orElse("");
        }

        String image() {
            return definition.containerDefinitions().orElse(List.of()).stream()
                    .flatMap(container -> container.image().stream())
                    .findFirst()
                    .orElse("");
        }
    }

    /// Registers the project's definition with this image in its container; the ARN.
    String register(Project project, String image, String version) throws IOException {
        RegisterTaskDefinitionRequest asked = read(project.definition());
        String ours = project.content().container();
        if (asked.containerDefinitions().stream()
                .noneMatch(container -> container.name().equals(Optional.of(ours)))) {
            throw new IOException(project.definition() + " has no container named " + ours + ", which " + Project.FILE
                    + " says is built here");
        }
        return register(with(asked, Map.of(ours, image)), Map.of(VERSION, version));
    }

    /// With images in place of those it names, by container.
    static RegisterTaskDefinitionRequest with(RegisterTaskDefinitionRequest asked, Map<String, String> images) {
        List<ContainerDefinition> containers = asked.containerDefinitions().stream()
                .map(container -> Optional.ofNullable(
                                images.get(container.name().orElse("")))
                        .map(image -> container.toBuilder().image(image).build())
                        .orElse(container))
                .toList();
        return asked.toBuilder().containerDefinitions(containers).build();
    }

    /// With tags more than it has; the ARN.
    String register(RegisterTaskDefinitionRequest asked, Map<String, String> more) throws IOException {
        List<Tag> tags = new ArrayList<>(asked.tags().orElse(List.of()));
        tags.removeIf(tag -> tag.key().filter(more::containsKey).isPresent());
        more.forEach(
                (key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
        return calls.call(
                        Ecs.REGISTER_TASK_DEFINITION,
                        asked.toBuilder().tags(tags).build())
                .taskDefinition()
                .flatMap(TaskDefinition::taskDefinitionArn)
                .orElseThrow();
    }

    private static RegisterTaskDefinitionRequest read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + file + ": argosy init writes one");
        }
        try {
            return JsonCodec.read(Files.readAllBytes(file), RegisterTaskDefinitionRequest.STRUCTURE);
        } catch (ShapeException wrong) {
            throw new IOException(file + " is no task definition: " + wrong.getMessage(), wrong);
        }
    }

    Revision describe(String definition) throws IOException {
        var answer = calls.call(
                Ecs.DESCRIBE_TASK_DEFINITION,
                DescribeTaskDefinitionRequest.builder()
                        .taskDefinition(definition)
                        .include(List.of("TAGS"))
                        .build());
        Map<String, String> tags = answer.tags().orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        tag -> tag.key().orElse(""), tag -> tag.value().orElse(""), (first, _) -> first));
        return new Revision(answer.taskDefinition().orElseThrow(), tags);
    }

    /// The active revisions of a family, the newest first.
    List<String> newest(String family, int most) throws IOException {
        return calls.call(
                        Ecs.LIST_TASK_DEFINITIONS,
                        ListTaskDefinitionsRequest.builder()
                                .familyPrefix(family)
                                .sort("DESC")
                                .maxResults(most)
                                .build())
                .taskDefinitionArns()
                .orElse(List.of());
    }

    static String family(String arn) {
        String id = id(arn);
        return id.substring(0, id.lastIndexOf(':'));
    }

    static int revision(String arn) {
        return Integer.parseInt(arn.substring(arn.lastIndexOf(':') + 1));
    }

    /// `family:revision`.
    static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
