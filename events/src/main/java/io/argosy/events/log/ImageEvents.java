package io.argosy.events.log;

import io.argosy.registry.images.Image;
import io.argosy.shapes.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `ECR Image Action`: an image pushed, one event a tag, or deleted (ecr-semantics 14).
final class ImageEvents {
    private static final String KIND = "ECR Image Action";
    private static final String UNTAGGED = "";

    private ImageEvents() {}

    static List<Draft> of(Optional<Image> before, Optional<Image> after, Instant at) {
        if (after.isEmpty()) {
            return before.stream()
                    .map(gone -> draft(
                            gone,
                            "DELETE",
                            gone.imageTags().stream().findFirst().orElse(UNTAGGED),
                            at))
                    .toList();
        }
        Image image = after.get();
        List<String> known = before.map(Image::imageTags).orElse(List.of());
        Stream<String> tags = image.imageTags().stream().filter(tag -> !known.contains(tag));
        return (before.isEmpty() && image.imageTags().isEmpty() ? Stream.of(UNTAGGED) : tags)
                .limit(Draft.A_CHANGE)
                .map(tag -> draft(image, "PUSH", tag, at))
                .toList();
    }

    private static Draft draft(Image image, String action, String tag, Instant at) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("result", "SUCCESS");
        detail.put("repository-name", image.repository());
        detail.put("image-digest", image.digest());
        detail.put("action-type", action);
        if (!tag.equals(UNTAGGED)) {
            detail.put("image-tag", tag);
        }
        return new Draft(Optional.empty(), "aws.ecr", KIND, List.of(), "", at, JsonTree.write(detail));
    }
}
