package io.argosy.compose;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a compose file comes to. `notes` are what is otherwise than compose has it.
public record Converted(String project, List<Unit> units, List<SecretValue> secrets, List<String> notes) {
    public Converted {
        units = List.copyOf(units);
        secrets = List.copyOf(secrets);
        notes = List.copyOf(notes);
    }

    /// All of it but what is secret, in ECS's own JSON.
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "taskDefinitions",
                units.stream().map(unit -> tree(unit.definition())).toList());
        document.put(
                "services", units.stream().map(unit -> tree(unit.service())).toList());
        return document;
    }

    private static Object tree(Shape shape) {
        try {
            return JsonTree.value(new String(JsonCodec.write(shape), StandardCharsets.UTF_8));
        } catch (MalformedJson bug) {
            throw new IllegalStateException("not JSON: " + shape.structure(), bug);
        }
    }

    /// A task and the service that keeps it; the images of some of its containers are built. `scaled` says that the
    /// file names the count.
    public record Unit(
            RegisterTaskDefinitionRequest definition,
            CreateServiceRequest service,
            List<ImageToBuild> builds,
            boolean scaled) {
        public Unit {
            builds = List.copyOf(builds);
        }
    }

    /// An image for a container, from a folder.
    public record ImageToBuild(
            String container, Path folder, String dockerfile, Optional<String> target, Map<String, String> arguments) {
        public ImageToBuild {
            arguments = Map.copyOf(arguments);
        }
    }

    /// The value that a parameter has to have; none where it is somebody else's.
    public record SecretValue(String parameter, Optional<String> value) {
        @Override
        public String toString() {
            return parameter + "=***";
        }
    }
}
