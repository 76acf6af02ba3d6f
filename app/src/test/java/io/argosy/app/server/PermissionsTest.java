package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.control.operations.access.CreateAgentKey;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import io.argosy.shapes.argosy.CreateAgentKeyRequest;
import io.argosy.wire.Operation;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, as one table a reviewer can read: every operation that is built, the agents' channels, and what a
/// registry password is asked for. After a change, rerun with -Dgolden.write=true and read the diff.
final class PermissionsTest {
    private static final Path TABLE = Path.of("src/test/resources/golden/permissions.txt");
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final AccessKey ROOT = AccessKey.lasting("AKIDROOT", "secret");

    /// The actions of the agents' channels and of the registry's own protocol, as they are asked for.
    private static final List<Permission> OTHERS = List.of(
            Permission.on("ecs:Poll"),
            Permission.on("ecs:StartTelemetrySession"),
            inRepository("ecr:BatchGetImage"),
            inRepository("ecr:GetDownloadUrlForLayer"),
            inRepository("ecr:BatchCheckLayerAvailability"),
            inRepository("ecr:ListImages"),
            inRepository("ecr:ListImageReferrers"),
            inRepository("ecr:PutImage"),
            inRepository("ecr:BatchDeleteImage"),
            inRepository("ecr:InitiateLayerUpload"),
            inRepository("ecr:UploadLayerPart"),
            Permission.on("ecr:DescribeRepositories"));

    @TempDir
    private Path data;

    private static Permission inRepository(String action) {
        return new Permission(action, "arn:aws:ecr:local-1:123456789012:repository/web");
    }

    @Test
    void everyActionByEveryKindOfKey() throws Exception {
        String table = table();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }

        assertThat(table).isEqualTo(Files.readString(TABLE));
    }

    private String table() throws Exception {
        var configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of());
        try (ServerModules rooms = ServerModules.open(configuration, data, ROOT, Environment.real())) {
            Credential root = rooms.credentials().lookup(ROOT.id()).orElseThrow();
            Credential agent = agent(rooms);
            var lines = new TreeSet<String>();
            Stream.concat(rooms.operations().stream().map(PermissionsTest::asked), OTHERS.stream())
                    .forEach(wanted -> lines.add("%-36s %-12s account %-3s agent %s%n"
                            .formatted(
                                    wanted.action(),
                                    wanted.resource().equals("*") ? "*" : "repository",
                                    may(root, wanted),
                                    may(agent, wanted))));
            return String.join("", lines);
        }
    }

    private static String may(Credential credential, Permission wanted) {
        return credential.allows(wanted) ? "yes" : "no";
    }

    private static <I extends Shape> Permission asked(Operation<I, ?> operation) {
        return operation.permission(least(operation.model().input()));
    }

    /// An input with what is required and no more.
    private static <T extends Shape> T least(Structure<T> structure) {
        List<Member> members = structure.members();
        var values = new @Nullable Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = members.get(i).required() ? value(members.get(i).type()) : null;
        }
        return structure.build(values);
    }

    private static Object value(Type type) {
        return switch (type) {
            case Type.Scalar(var kind, var _) ->
                switch (kind) {
                    case BOOLEAN -> true;
                    case INTEGER -> 1;
                    default -> "web";
                };
            case Type.ListOf _ -> List.of();
            case Type.MapOf _ -> Map.of();
            case Type.Nested nested -> least(nested.structure());
        };
    }

    /// A key as an agent gets it.
    private static Credential agent(ServerModules rooms) {
        CreateAgentKey create = rooms.operations().stream()
                .filter(CreateAgentKey.class::isInstance)
                .map(CreateAgentKey.class::cast)
                .findFirst()
                .orElseThrow();
        var caller = new Caller(REALM, "arn:aws:iam::123456789012:root", ROOT.id(), "request");
        var made = create.handle(caller, CreateAgentKeyRequest.builder().build());
        return rooms.credentials().lookup(made.accessKeyId().orElseThrow()).orElseThrow();
    }
}
