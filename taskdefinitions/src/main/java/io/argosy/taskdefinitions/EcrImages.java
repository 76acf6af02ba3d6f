package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.regex.Pattern;

/// Tells the images that are pulled with a token of ECR: those of Amazon's registries, and of ours at `authority`.
record EcrImages(String authority) {
    private static final Pattern AMAZON =
            Pattern.compile("[0-9]{12}\\.dkr[.-]ecr(-fips)?\\.[a-z0-9.-]+/.*", Pattern.DOTALL);

    boolean has(ContainerDefinition container) {
        String image = container.image().orElse("");
        return image.startsWith(authority + "/") || AMAZON.matcher(image).matches();
    }
}
