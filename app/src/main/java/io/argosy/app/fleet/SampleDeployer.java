package io.argosy.app.fleet;

import static java.util.Objects.requireNonNull;

import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the parts of the sample to what their files say, through the public API only.
final class SampleDeployer {
    private final FleetPaths home;
    private final String registry;
    private final Api api;
    private final SampleImages sampleImages;
    private final Machines machines;
    private final Terminal terminal;
    private final Map<SampleComponent, String> built = new HashMap<>();

    SampleDeployer(
            FleetPaths home,
            String registry,
            Api api,
            SampleImages sampleImages,
            Machines machines,
            Terminal terminal) {
        this.home = home;
        this.registry = registry;
        this.api = api;
        this.sampleImages = sampleImages;
        this.machines = machines;
        this.terminal = terminal;
    }

    /// Builds the part's image if what it is made of changed. It is pushed when the part is brought.
    void build(SampleComponent part) throws IOException, InterruptedException {
        DeployedVersion before = DeployedVersion.read(home.deployer(), part);
        if (!before.sources().equals(part.sources())
                || !api.tags(part.repository()).contains(before.version())) {
            built.put(part, sampleImages.build(part));
        }
    }

    /// True when something had to be done.
    boolean bring(SampleComponent part) throws IOException, InterruptedException {
        DeployedVersion before = DeployedVersion.read(home.deployer(), part);
        String sources = part.sources();
        boolean sameImage = !built.containsKey(part);
        String version = sameImage ? before.version() : pushed(part, sources);
        String definition = definition(part, version);
        boolean sameDefinition = sameImage && before.definition().equals(Fingerprint.of(definition));
        if (!sameDefinition) {
            register(part, definition);
        }
        boolean changed = part.isService() && bringService(part, !sameDefinition);
        new DeployedVersion(sources, version, Fingerprint.of(definition)).write(home.deployer(), part);
        return changed || !sameDefinition;
    }

    private String pushed(SampleComponent part, String sources) throws IOException, InterruptedException {
        String version = requireNonNull(built.get(part));
        sampleImages.push(part, version);
        new DeployedVersion(sources, version, DeployedVersion.NOTHING.definition()).write(home.deployer(), part);
        return version;
    }

    private String definition(SampleComponent part, String version) throws IOException {
        String definition = Files.readString(part.taskDefinition());
        for (var setting : machines.queue().entrySet()) {
            String value = setting.getValue().replace("\n", "\\n");
            definition = definition.replace("${" + setting.getKey() + "}", value);
        }
        return definition
                .replace("${REGISTRY}", registry)
                .replace("${VERSION}", version)
                .replace("${QUEUE_PASSWORD}", home.queuePassword())
                .replace("${VOLUMES}", home.volumes());
    }

    private void register(SampleComponent part, String definition) throws IOException {
        Path file = home.deployer().resolve(part.name() + ".json");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, definition);
        terminal.command("aws ecs register-task-definition --cli-input-json file://" + file);
        api.call(Ecs.REGISTER_TASK_DEFINITION, Api.read(definition, RegisterTaskDefinitionRequest.STRUCTURE));
    }

    private CreateServiceRequest asked(SampleComponent part) throws IOException {
        CreateServiceRequest asked = Api.read(Files.readString(part.service()), CreateServiceRequest.STRUCTURE);
        int count = machines.desired(part, asked.desiredCount().orElse(1));
        return asked.toBuilder().desiredCount(count).build();
    }

    private boolean bringService(SampleComponent part, boolean newDefinition) throws IOException {
        boolean there = api.services(List.of(part.family())).stream()
                .map(Service::status)
                .anyMatch(status -> status.orElse("").equals("ACTIVE"));
        if (!there) {
            terminal.command("aws ecs create-service --cli-input-json file://" + part.service());
            api.call(Ecs.CREATE_SERVICE, asked(part));
        } else if (newDefinition) {
            terminal.command(
                    "aws ecs update-service --service " + part.family() + " --task-definition " + part.family());
            api.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .service(part.family())
                            .taskDefinition(part.family())
                            .build());
        }
        return !there || newDefinition;
    }
}
