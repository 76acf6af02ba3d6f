package io.argosy.shipping;

import io.argosy.compose.Converted;
import io.argosy.compose.Converted.ImageToBuild;
import io.argosy.compose.Converted.SecretValue;
import io.argosy.compose.Converted.Unit;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ssm.GetParameterRequest;
import io.argosy.shapes.ssm.Parameter;
import io.argosy.shapes.ssm.PutParameterRequest;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings a server to what a compose file comes to: its secrets, its images, its definitions and its services. What is
/// there already, and is the same, stays as it is.
public final class ComposeUp {
    /// The tag of a definition that says what it was made of.
    private static final String CONTENT = "argosy:content";

    private final Calls calls;
    private final Telling telling;
    private final Definitions definitions;
    private final String cluster;

    public ComposeUp(ApiClient client, Telling telling, String cluster) {
        this.calls = new Calls(client);
        this.telling = telling;
        this.definitions = new Definitions(calls);
        this.cluster = cluster;
    }

    /// A service that goes to another definition.
    private record Going(Unit unit, String definition, Delivery delivery) {}

    /// Whether all services are good in the end; one that is not is back at what it had.
    public boolean bring(Converted file, Duration patience) throws IOException, InterruptedException {
        file.notes().forEach(telling::fact);
        for (SecretValue secret : file.secrets()) {
            if (secret.value().isPresent()) {
                put(secret.parameter(), secret.value().get());
            }
        }
        List<Map<String, Object>> outcomes = new ArrayList<>();
        List<Going> going = new ArrayList<>();
        for (Unit unit : file.units()) {
            begin(file.project(), unit, outcomes).ifPresent(going::add);
        }
        boolean good = true;
        for (Going one : going) {
            Map<String, Object> values = values(one.unit(), one.definition());
            good &= one.delivery().end(one.definition(), values, patience);
            outcomes.add(values);
            telling.fact(name(one.unit()) + " " + values.get("outcome") + " " + values.get("definition")
                    + Optional.ofNullable(values.get("cause"))
                            .map(cause -> ": " + cause)
                            .orElse(""));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("project", file.project());
        all.put("outcome", good ? "DEPLOYED" : "FAILED");
        all.put("services", outcomes);
        telling.outcome(good ? "up" : "failed", all);
        return good;
    }

    private static String name(Unit unit) {
        return unit.service().serviceName();
    }

    private static Map<String, Object> values(Unit unit, String definition) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", name(unit));
        values.put("definition", Definitions.id(definition));
        return values;
    }

    /// A version of a parameter is made only of a value that is another.
    private void put(String parameter, String value) throws IOException {
        if (value.isEmpty()) {
            throw new IOException("the secret " + parameter + " is empty");
        }
        if (known(parameter).flatMap(Parameter::value).equals(Optional.of(value))) {
            return;
        }
        calls.call(
                Ssm.PUT_PARAMETER,
                PutParameterRequest.builder()
                        .name(parameter)
                        .type("SecureString")
                        .overwrite(true)
                        .value(value)
                        .build());
        telling.fact("put the secret " + parameter);
    }

    private Optional<Parameter> known(String parameter) throws IOException {
        try {
            return calls.client()
                    .call(
                            Ssm.GET_PARAMETER,
                            GetParameterRequest.builder()
                                    .name(parameter)
                                    .withDecryption(true)
                                    .build())
                    .parameter();
        } catch (ApiException refused) {
            if (refused.error().code().equals("ParameterNotFound")) {
                return Optional.empty();
            }
            throw new IOException(refused.error().message(), refused);
        }
    }

    /// Builds, registers, and has the service go there, unless it is there.
    private Optional<Going> begin(String project, Unit unit, List<Map<String, Object>> outcomes)
            throws IOException, InterruptedException {
        Map<String, String> images = new LinkedHashMap<>();
        for (ImageToBuild build : unit.builds()) {
            images.put(build.container(), built(project, build));
        }
        RegisterTaskDefinitionRequest asked = Definitions.with(unit.definition(), images);
        String content = content(asked);
        Optional<Service> known = calls.service(cluster, name(unit));
        if (known.isPresent() && same(unit, content, known.get())) {
            Map<String, Object> values =
                    values(unit, known.get().taskDefinition().orElse(""));
            values.put("outcome", "UNCHANGED");
            outcomes.add(values);
            telling.fact(name(unit) + " is as it should be");
            return Optional.empty();
        }
        String definition = definitions.register(asked, Map.of(CONTENT, content));
        telling.fact("registered " + Definitions.id(definition));
        var delivery = new Delivery(calls, telling, cluster, name(unit));
        delivery.begin(unit.service(), unit.scaled(), definition);
        return Optional.of(new Going(unit, definition, delivery));
    }

    private boolean same(Unit unit, String content, Service known) throws IOException {
        boolean counted =
                !unit.scaled() || known.desiredCount().equals(unit.service().desiredCount());
        return counted
                && definitions
                        .describe(known.taskDefinition().orElseThrow())
                        .tags()
                        .getOrDefault(CONTENT, "")
                        .equals(content);
    }

    private static String content(RegisterTaskDefinitionRequest asked) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JsonCodec.write(asked));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /// By the digest that the registry has it under.
    private String built(String project, ImageToBuild asked) throws IOException, InterruptedException {
        var folder = new Project(
                asked.folder(),
                project + "-" + asked.container(),
                cluster,
                new Project.Content(asked.dockerfile(), NewProject.DEFINITION, asked.container()),
                new Project.Wanted(1, 0, 0));
        List<String> options = new ArrayList<>();
        asked.target().ifPresent(target -> options.addAll(List.of("--target", target)));
        asked.arguments().forEach((name, value) -> options.addAll(List.of("--build-arg", name + "=" + value)));
        var build = new ImageBuild(folder, options, calls, telling);
        ImageBuild.Built image = build.build("");
        return image.repository() + "@" + build.push(image);
    }
}
