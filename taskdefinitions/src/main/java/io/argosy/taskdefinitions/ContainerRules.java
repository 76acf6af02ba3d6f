package io.argosy.taskdefinitions;

import io.argosy.model.Names;
import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which containers there are: named, with an image, not too many, one of them essential (ecs-semantics 4.1, 4.2).
final class ContainerRules {
    private static final int MOST = 10;
    private static final int LONGEST_IMAGE = 255;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private ContainerRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Rule.first(
                requested,
                ContainerRules::counted,
                ContainerRules::named,
                ContainerRules::distinct,
                ContainerRules::essential);
    }

    private static Stream<String> counted(RequestedDefinition requested) {
        return Stream.concat(
                Violation.when(requested.containers().isEmpty(), "Container definitions should not be null or empty."),
                Violation.when(
                        requested.containers().size() > MOST,
                        "Task definitions can have at most " + MOST + " container definitions."));
    }

    private static Stream<String> named(RequestedDefinition requested) {
        return requested.containers().stream().flatMap(ContainerRules::named);
    }

    private static Stream<String> named(ContainerDefinition container) {
        String name = RequestedDefinition.name(container);
        String image = container.image().orElse("");
        return Stream.of(
                        Violation.when(name.isEmpty(), "Container.name should not be null or empty."),
                        Violation.when(
                                !name.isEmpty() && !Names.valid(name), "Container name contains invalid characters."),
                        Violation.when(image.isEmpty(), "Container.image should not be null or empty."),
                        image(container, image))
                .flatMap(violations -> violations);
    }

    private static Stream<String> image(ContainerDefinition container, String image) {
        int at = image.indexOf('@');
        String repository = at < 0 ? image : image.substring(0, at);
        boolean digestless = at >= 0 && !DIGEST.matcher(image.substring(at + 1)).matches();
        return Stream.concat(
                Violation.in(
                        container,
                        repository.length() > LONGEST_IMAGE || repository.contains(" "),
                        "'image' must have at most " + LONGEST_IMAGE + " characters and no spaces."),
                Violation.in(
                        container, digestless, "The digest of 'image' must be sha256: and 64 hexadecimal digits."));
    }

    private static Stream<String> distinct(RequestedDefinition requested) {
        Set<String> names = new HashSet<>();
        return requested.containers().stream()
                .map(RequestedDefinition::name)
                .filter(name -> !names.add(name))
                .map(name -> "Container names must be unique within a task definition: '" + name + "'.");
    }

    private static Stream<String> essential(RequestedDefinition requested) {
        return Violation.when(
                requested.containers().stream().noneMatch(RequestedDefinition::essential),
                "Task definition doesn't have any essential container.");
    }
}
