package io.argosy.control.operations.instances;

import io.argosy.model.ApiError;
import io.argosy.model.Resources;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.VersionInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an agent says of its machine at registration: what it has, the ports it keeps, and its attributes with those
/// the identity document adds. What the agent says itself wins.
record InstanceRegistration(
        Optional<String> ec2InstanceId, Resources total, List<Attribute> attributes, VersionInfo version) {
    private static final int HIGHEST_PORT = 65_535;

    static InstanceRegistration of(RegisterContainerInstanceRequest request) {
        IdentityDocument identity =
                IdentityDocument.read(request.instanceIdentityDocument().orElse(""));
        List<Attribute> attributes = new ArrayList<>(request.attributes().orElse(List.of()));
        attributes.forEach(CustomAttributes::check);
        for (Attribute builtIn : identity.attributes()) {
            if (attributes.stream().noneMatch(sent -> sent.name().equals(builtIn.name()))) {
                attributes.add(builtIn);
            }
        }
        return new InstanceRegistration(
                identity.instanceId(),
                total(request.totalResources().orElse(List.of())),
                CustomAttributes.merged(List.of(), attributes),
                request.versionInfo().orElseGet(() -> VersionInfo.builder().build()));
    }

    private static Resources total(List<Resource> resources) {
        return new Resources(
                number(resources, "CPU"),
                number(resources, "MEMORY"),
                ports(resources, "PORTS"),
                ports(resources, "PORTS_UDP"));
    }

    /// A serializer may leave out an amount of 0.
    private static int number(List<Resource> resources, String name) {
        int amount = named(resources, name).flatMap(Resource::integerValue).orElse(0);
        if (amount < 0) {
            throw invalid("Resource " + name + " must not be negative: " + amount);
        }
        return amount;
    }

    private static Set<Integer> ports(List<Resource> resources, String name) {
        var ports = new HashSet<Integer>();
        for (String text :
                named(resources, name).flatMap(Resource::stringSetValue).orElse(List.of())) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
                throw invalid("Resource " + name + " holds what is not a port: " + text);
            }
            ports.add(Integer.valueOf(text));
        }
        return ports;
    }

    private static Optional<Resource> named(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.name().orElse("").equals(name))
                .findFirst();
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
