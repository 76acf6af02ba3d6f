package io.argosy.shipping;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerImage;
import io.argosy.shapes.ecs.DescribeServiceRevisionsRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.json.JsonDifference;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `diff` does: two task definitions field by field, each a revision, what a service runs, a file, or a folder
/// that is shipped. Images are compared by their digests where both are known, whatever their tags say.
public final class Comparison {
    private static final String SERVICE = "service/";
    private static final String DIGEST = "@sha256:";

    /// What the registry says of a revision and its author did not.
    private static final Set<String> NOT_WRITTEN = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "requiresAttributes",
            "compatibilities");

    /// One side: what it is called, and the digests of its containers' images as far as they are known. Of a folder it
    /// is not known yet which image it will be `built`.
    private record Side(String name, TaskDefinition definition, Map<String, String> digests, Optional<String> built) {}

    private final Calls calls;
    private final Telling telling;
    private final String cluster;

    public Comparison(ApiClient client, Telling telling, String cluster) {
        this.calls = new Calls(client);
        this.telling = telling;
        this.cluster = cluster;
    }

    /// One word is compared with what it would take the place of: a folder with what its service runs, a file with the
    /// newest revision of its family, a service with the newest revision of what it runs.
    public void show(List<String> words) throws IOException {
        Side last = side(words.getLast());
        show(words.size() > 1 ? side(words.getFirst()) : before(words.getLast(), last), last);
    }

    private Side before(String word, Side side) throws IOException {
        String family = side.definition().family().orElse("");
        if (word.startsWith(SERVICE)) {
            throw new IOException("say what " + word + " is compared with, like " + family);
        }
        Path path = Path.of(word);
        if (Files.isDirectory(path)) {
            Project project = Project.read(path);
            return running(project.cluster(), project.name());
        }
        if (Files.isRegularFile(path)) {
            return revision(family);
        }
        throw new IOException("say what " + word + " is compared with: a revision, service/NAME, a file or a folder");
    }

    private Side side(String word) throws IOException {
        if (word.startsWith(SERVICE)) {
            return running(cluster, word.substring(SERVICE.length()));
        }
        Path path = Path.of(word);
        if (Files.isDirectory(path)) {
            Project project = Project.read(path);
            Side file = file(project.definition());
            return new Side(
                    word,
                    file.definition(),
                    file.digests(),
                    Optional.of(project.content().container()));
        }
        return Files.isRegularFile(path) ? file(path) : revision(word);
    }

    private Side revision(String reference) throws IOException {
        TaskDefinition definition = new Definitions(calls).describe(reference).definition();
        String name = Definitions.id(definition.taskDefinitionArn().orElse(reference));
        return new Side(name, definition, tagged(definition), Optional.empty());
    }

    /// As the server would register it.
    private Side file(Path path) throws IOException {
        String content = Files.readString(path);
        String registered = calls.call(
                        Argosy.PLAN_CHANGE,
                        PlanChangeRequest.builder()
                                .cluster(cluster)
                                .registerTaskDefinition(content)
                                .build())
                .taskDefinition()
                .orElseThrow();
        TaskDefinition definition =
                JsonCodec.read(registered.getBytes(StandardCharsets.UTF_8), TaskDefinition.STRUCTURE);
        return new Side(path.toString(), definition, tagged(definition), Optional.empty());
    }

    /// What a service is to run, with the digests that its tasks pulled.
    private Side running(String where, String name) throws IOException {
        Service service = calls.existing(where, name);
        Side revision = revision(service.taskDefinition().orElseThrow());
        List<String> revisions = service.currentServiceRevisions().orElse(List.of()).stream()
                .limit(1)
                .flatMap(current -> current.arn().stream())
                .toList();
        Map<String, String> digests = new HashMap<>(revision.digests());
        if (!revisions.isEmpty()) {
            calls.call(
                            Ecs.DESCRIBE_SERVICE_REVISIONS,
                            DescribeServiceRevisionsRequest.builder()
                                    .serviceRevisionArns(revisions)
                                    .build())
                    .serviceRevisions()
                    .orElse(List.of())
                    .forEach(known -> known.containerImages().orElse(List.of()).forEach(image -> note(image, digests)));
        }
        return new Side(SERVICE + name, revision.definition(), digests, Optional.empty());
    }

    private static void note(ContainerImage image, Map<String, String> digests) {
        image.imageDigest()
                .ifPresent(digest -> digests.put(image.containerName().orElse(""), digest));
    }

    /// What the registry has under the tags of a definition now; of other registries nothing is asked.
    private Map<String, String> tagged(TaskDefinition definition) {
        Map<String, String> digests = new HashMap<>();
        definition.containerDefinitions().orElse(List.of()).forEach(container -> {
            String image = container.image().orElse("");
            digest(image).ifPresent(digest -> digests.put(container.name().orElse(""), digest));
        });
        return digests;
    }

    private Optional<String> digest(String image) {
        int at = image.indexOf(DIGEST);
        if (at >= 0) {
            return Optional.of(image.substring(at + 1));
        }
        String own = calls.client().endpoint().getAuthority() + "/";
        if (!image.startsWith(own)) {
            return Optional.empty();
        }
        String rest = image.substring(own.length());
        int colon = rest.indexOf(':');
        try {
            return calls
                    .call(
                            Ecr.DESCRIBE_IMAGES,
                            DescribeImagesRequest.builder()
                                    .repositoryName(colon < 0 ? rest : rest.substring(0, colon))
                                    .imageIds(List.of(ImageIdentifier.builder()
                                            .imageTag(colon < 0 ? "latest" : rest.substring(colon + 1))
                                            .build()))
                                    .build())
                    .imageDetails()
                    .orElse(List.of())
                    .stream()
                    .flatMap(detail -> detail.imageDigest().stream())
                    .findFirst();
        } catch (IOException notThere) {
            // Nobody pushed it yet: then its name is all there is to compare.
            return Optional.empty();
        }
    }

    private void show(Side before, Side after) throws IOException {
        List<JsonDifference.Field> fields = JsonDifference.of(written(before, after), written(after, before));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", before.name(), after.name()));
        List<Map<String, Object>> objects = new ArrayList<>();
        for (JsonDifference.Field field : fields) {
            rows.add(List.of(field.path(), shown(field.before()), shown(field.after())));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("path", field.path());
            object.put("before", field.before());
            object.put("after", field.after());
            objects.add(object);
        }
        if (fields.isEmpty() && !telling.json()) {
            telling.step(before.name() + " and " + after.name() + " are the same");
        } else {
            telling.rows(rows, objects);
        }
        after.built()
                .or(before::built)
                .ifPresent(container ->
                        telling.step("The image of " + container + " is not compared: a deploy builds it"));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "-" : value;
    }

    /// What its author wrote, images by digest where the other side has one too.
    private static Map<String, Object> written(Side side, Side other) throws IOException {
        var definition = side.definition().toBuilder()
                .containerDefinitions(side.definition().containerDefinitions().orElse(List.of()).stream()
                        .map(container -> container.toBuilder()
                                .image(image(container, side, other))
                                .build())
                        .toList())
                .build();
        Map<String, Object> members = JsonTree.object(new String(JsonCodec.write(definition), StandardCharsets.UTF_8));
        members.keySet().removeAll(NOT_WRITTEN);
        return members;
    }

    private static String image(ContainerDefinition container, Side side, Side other) {
        String name = container.name().orElse("");
        String image = container.image().orElse("");
        if (side.built().or(other::built).equals(Optional.of(name))) {
            return "";
        }
        Optional<String> digest = Optional.ofNullable(side.digests().get(name))
                .filter(_ -> other.digests().containsKey(name));
        return digest.map(known -> repository(image) + "@" + known).orElse(image);
    }

    private static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
