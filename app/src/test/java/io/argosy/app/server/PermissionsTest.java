package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.FirstKey;
import io.argosy.control.operations.access.CreateAgentKey;
import io.argosy.control.operations.taskdefinitions.RegisterTaskDefinition;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.CreateAgentKeyRequest;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.wire.Handshake;
import io.argosy.wire.Operation;
import io.argosy.wire.WebSocketRoute;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.QueryString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, as one table a reviewer can read: what every operation that is built needs when its input names
/// one of each thing it can name, what the agents' channels need, and what a registry password is asked for. After a
/// change, rerun with -Dgolden.write=true and read the diff.
final class PermissionsTest {
    private static final Path TABLE = Path.of("src/test/resources/golden/permissions.txt");
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final AccessKey ROOT = AccessKey.lasting("AKIDROOT", "secret");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", ROOT.id(), "request");

    /// What the registry's own protocol asks for.
    private static final List<Permission> REGISTRY = List.of(
            inRepository("ecr:BatchCheckLayerAvailability"),
            inRepository("ecr:BatchDeleteImage"),
            inRepository("ecr:BatchGetImage"),
            Permission.on("ecr:DescribeRepositories"),
            inRepository("ecr:GetDownloadUrlForLayer"),
            inRepository("ecr:InitiateLayerUpload"),
            inRepository("ecr:ListImageReferrers"),
            inRepository("ecr:ListImages"),
            inRepository("ecr:PutImage"),
            inRepository("ecr:UploadLayerPart"));

    @TempDir
    private Path data;

    private static Permission inRepository(String action) {
        return Permission.on(action, "arn:aws:ecr:local-1:123456789012:repository/web");
    }

    @Test
    void whatEveryRequestNeedsAndWhichKeysMay() throws Exception {
        String table = table();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }

        assertThat(TABLE).as("rerun with -Dgolden.write=true and read the diff").hasContent(table);
    }

    private String table() throws Exception {
        var configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of());
        try (ServerModules rooms = ServerModules.open(
                configuration, data, RootKey.of(data, "local-1", new FirstKey.Given(ROOT)), Environment.real())) {
            define(rooms);
            define(rooms);
            Credential root = rooms.credentials().lookup(ROOT.id()).orElseThrow();
            Credential agent = agent(rooms);
            var needed = new TreeMap<String, List<Permission>>();
            rooms.operations().forEach(operation -> needed.put(operation.model().toString(), asked(operation)));
            rooms.sockets().forEach(socket -> needed.put("channel " + socket.path(), asked(socket)));
            needed.put("registry, by its own protocol", REGISTRY);
            return needed.entrySet().stream()
                    .map(entry -> entry.getKey() + "\n" + lines(entry.getValue(), root, agent))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String lines(List<Permission> needed, Credential root, Credential agent) {
        return needed.isEmpty()
                ? "    nothing\n"
                : needed.stream().map(wanted -> line(wanted, root, agent)).collect(Collectors.joining());
    }

    private static String line(Permission wanted, Credential root, Credential agent) {
        String conditions = wanted.context().entrySet().stream()
                .map(entry -> "        " + entry.getKey() + " = " + String.join(" ", entry.getValue()) + "\n")
                .collect(Collectors.joining());
        return "    %s on %s: account %s, agent %s%n%s"
                .formatted(wanted.action(), wanted.resource(), may(root, wanted), may(agent, wanted), conditions);
    }

    private static String may(Credential credential, Permission wanted) {
        return credential.allows(wanted) ? "yes" : "no";
    }

    private static <I extends Shape> List<Permission> asked(Operation<I, ?> operation) {
        ExampleInputs examples = ExampleInputs.forInputOf(operation.model());
        return operation.permissions(CALLER, examples.of(operation.model().input()));
    }

    private static List<Permission> asked(WebSocketRoute socket) {
        var query = QueryString.parse("clusterArn=fleet&cluster=fleet&containerInstanceArn=" + ExampleInputs.ID
                + "&containerInstance=" + ExampleInputs.ID);
        return List.of(socket.permission().apply(new Handshake(CALLER, socket.path(), query)));
    }

    /// One more revision of `web`, with roles.
    private static void define(ServerModules rooms) {
        find(rooms, RegisterTaskDefinition.class)
                .handle(
                        CALLER,
                        RegisterTaskDefinitionRequest.builder()
                                .family("web")
                                .taskRoleArn("reader")
                                .executionRoleArn("puller")
                                .containerDefinitions(List.of(ContainerDefinition.builder()
                                        .name("app")
                                        .image("web")
                                        .memory(64)
                                        .build()))
                                .build());
    }

    /// A key as an agent gets it.
    private static Credential agent(ServerModules rooms) {
        var made = find(rooms, CreateAgentKey.class)
                .handle(CALLER, CreateAgentKeyRequest.builder().build());
        return rooms.credentials().lookup(made.accessKeyId().orElseThrow()).orElseThrow();
    }

    private static <T> T find(ServerModules rooms, Class<T> operation) {
        return rooms.operations().stream()
                .filter(operation::isInstance)
                .map(operation::cast)
                .findFirst()
                .orElseThrow();
    }
}
