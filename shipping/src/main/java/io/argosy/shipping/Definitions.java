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
import java.util.Optional;

/// The task definitions of what is shipped: a file and an image make a revision, and a family's revisions are where a
/// service can go back to.
final class Definitions {
    /// The tag of a definition that says which version of a project it runs.
    static final String VERSION = "argosy:version";

    private final Calls calls;

    Definitions(Calls calls) {
        this.calls = calls;
    }

    /// A revision as it is shown: `version` is empty where nobody said one.
    record Revision(TaskDefinition definition, String version) {
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
        List<ContainerDefinition> containers = new ArrayList<>();
        boolean found = false;
        for (ContainerDefinition container : asked.containerDefinitions()) {
            boolean ours = container.name().equals(Optional.of(project.content().container()));
            found |= ours;
            containers.add(ours ? container.toBuilder().image(image).build() : container);
        }
        if (!found) {
            throw new IOException(project.definition() + " has no container named "
                    + project.content().container() + ", which " + Project.FILE + " says is built here");
        }
        List<Tag> tags = new ArrayList<>(asked.tags().orElse(List.of()));
        tags.removeIf(tag -> tag.key().equals(Optional.of(VERSION)));
        tags.add(Tag.builder().key(VERSION).value(version).build());
        return calls.call(
                        Ecs.REGISTER_TASK_DEFINITION,
                        asked.toBuilder()
                                .containerDefinitions(containers)
                                .tags(tags)
                                .build())
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
        String version = answer.tags().orElse(List.of()).stream()
                .filter(tag -> tag.key().equals(Optional.of(VERSION)))
                .flatMap(tag -> tag.value().stream())
                .findFirst()
                .orElse("");
        return new Revision(answer.taskDefinition().orElseThrow(), version);
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
