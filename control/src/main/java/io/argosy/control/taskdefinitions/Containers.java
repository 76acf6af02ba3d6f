package io.argosy.control.taskdefinitions;

import io.argosy.model.Names;
import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which containers there are: named, with an image, not too many, one of them essential (ecs-semantics 4.1, 4.2).
final class Containers {
    private static final int MOST = 10;
    private static final int LONGEST_IMAGE = 255;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private Containers() {}

    static Stream<String> breaches(Draft draft) {
        return Rule.first(draft, Containers::counted, Containers::named, Containers::distinct, Containers::essential);
    }

    private static Stream<String> counted(Draft draft) {
        return Stream.concat(
                Breach.when(draft.containers().isEmpty(), "Container definitions should not be null or empty."),
                Breach.when(
                        draft.containers().size() > MOST,
                        "Task definitions can have at most " + MOST + " container definitions."));
    }

    private static Stream<String> named(Draft draft) {
        return draft.containers().stream().flatMap(Containers::named);
    }

    private static Stream<String> named(ContainerDefinition container) {
        String name = Draft.name(container);
        String image = container.image().orElse("");
        return Stream.of(
                        Breach.when(name.isEmpty(), "Container.name should not be null or empty."),
                        Breach.when(
                                !name.isEmpty() && !Names.valid(name), "Container name contains invalid characters."),
                        Breach.when(image.isEmpty(), "Container.image should not be null or empty."),
                        image(container, image))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> image(ContainerDefinition container, String image) {
        int at = image.indexOf('@');
        String repository = at < 0 ? image : image.substring(0, at);
        boolean digestless = at >= 0 && !DIGEST.matcher(image.substring(at + 1)).matches();
        return Stream.concat(
                Breach.in(
                        container,
                        repository.length() > LONGEST_IMAGE || repository.contains(" "),
                        "'image' must have at most " + LONGEST_IMAGE + " characters and no spaces."),
                Breach.in(container, digestless, "The digest of 'image' must be sha256: and 64 hexadecimal digits."));
    }

    private static Stream<String> distinct(Draft draft) {
        Set<String> names = new HashSet<>();
        return draft.containers().stream()
                .map(Draft::name)
                .filter(name -> !names.add(name))
                .map(name -> "Container names must be unique within a task definition: '" + name + "'.");
    }

    private static Stream<String> essential(Draft draft) {
        return Breach.when(
                draft.containers().stream().noneMatch(Draft::essential),
                "Task definition doesn't have any essential container.");
    }
}
