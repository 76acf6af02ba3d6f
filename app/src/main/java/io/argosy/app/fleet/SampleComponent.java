package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One part of the sample: a folder with a Dockerfile, a task definition, and for a service its `service.json`.
record SampleComponent(String name, Path deployer) {
    /// In the order in which they come up.
    static List<SampleComponent> all(Path deployer) {
        return Stream.of("queue", "app", "web", "worker", "etl")
                .map(name -> new SampleComponent(name, deployer))
                .toList();
    }

    String family() {
        return "shop-" + name;
    }

    String repository() {
        return "shop/" + name;
    }

    Path taskDefinition() {
        return deployer.resolve(name).resolve("task-definition.json");
    }

    Path service() {
        return deployer.resolve(name).resolve("service.json");
    }

    boolean isService() {
        return Files.exists(service());
    }

    /// Changes whenever something the image is made of does.
    String sources() throws IOException {
        try (Stream<Path> own = Files.walk(deployer.resolve(name));
                Stream<Path> shared = Files.walk(deployer.resolve("shared"))) {
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
