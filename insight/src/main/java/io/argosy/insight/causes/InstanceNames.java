package io.argosy.insight.causes;

import io.argosy.control.InstanceAttributes;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Tag;
import java.util.List;
import java.util.Optional;

/// What people call a container instance: its tag `Name`, else what its host calls itself, else its EC2 id, else the
/// first letters of its own id.
public final class InstanceNames {
    public static final String HOST_NAME = "argosy.host-name";
    private static final String TAG = "Name";
    private static final int BRIEF = 8;

    private InstanceNames() {}

    public static String of(ContainerInstance instance) {
        return of(
                instance.tags(),
                instance.attributes(),
                instance.ec2InstanceId(),
                instance.id().value());
    }

    /// The same of one that a client was shown, with its tags.
    public static String of(io.argosy.shapes.ecs.ContainerInstance shown) {
        String arn = shown.containerInstanceArn().orElse("");
        return of(
                shown.tags().orElse(List.of()),
                shown.attributes().orElse(List.of()),
                shown.ec2InstanceId().orElse(""),
                arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static String of(List<Tag> tags, List<Attribute> attributes, String ec2, String id) {
        return tags.stream()
                .filter(tag -> tag.key().equals(Optional.of(TAG)))
                .flatMap(tag -> tag.value().stream())
                .findFirst()
                .or(() -> InstanceAttributes.value(attributes, HOST_NAME))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.of(ec2).filter(known -> !known.isEmpty()))
                .orElseGet(() -> brief(id));
    }

    public static String brief(ContainerInstanceId id) {
        return brief(id.value());
    }

    /// The first letters of an id, which people know it by.
    public static String brief(String id) {
        return id.substring(0, Math.min(BRIEF, id.length()));
    }
}
