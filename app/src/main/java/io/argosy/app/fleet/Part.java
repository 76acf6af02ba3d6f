package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One part of the sample: a folder with a Dockerfile, a task definition, and for a service its `service.json`.
record Part(String name, Path shop) {
    /// In the order in which they come up.
    static List<Part> all(Path shop) {
        return Stream.of("queue", "app", "web", "worker", "etl")
                .map(name -> new Part(name, shop))
                .toList();
    }

    String family() {
        return "shop-" + name;
    }

    String repository() {
        return "shop/" + name;
    }

    Path taskDefinition() {
        return shop.resolve(name).resolve("task-definition.json");
    }

    Path service() {
        return shop.resolve(name).resolve("service.json");
    }

    boolean isService() {
        return Files.exists(service());
    }

    /// Changes whenever something the image is made of does.
    String sources() throws IOException {
        try (Stream<Path> own = Files.walk(shop.resolve(name));
                Stream<Path> shared = Files.walk(shop.resolve("shared"))) {
            List<Path> files = Stream.concat(own, shared)
                    .filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            var mark = new Fingerprint();
            for (Path file : files) {
                mark.with(file.getFileName().toString()).with(Files.readAllBytes(file));
            }
            return mark.hex();
        }
    }
}
