package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.FirstKey;
import io.argosy.shapes.Member;
import io.argosy.shapes.Type;
import io.argosy.wire.access.AccessKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of permissions shows nothing of a member that its inputs leave out. This knows by its name which member
/// names something; what is below a member that is left out, it does not see.
final class ExampleInputsTest {
    private static final Pattern NAMING = Pattern.compile(
            "(?i).*(arn|name|id|role|tag|key|cluster|service|task|set|definition|family|instance|provider"
                    + "|repository)s?");

    /// No resource, role or tag.
    private static final Set<String> NAME_NOTHING = Set.of(
            // Of a list only: whose destinations are shown.
            "ConnectionArn",
            // Of PutEvents, which refuses it.
            "EndpointId",
            // Of builds and pipelines: what it is in git.
            "commitId",
            // There is one bus.
            "EventBusName",
            "ExternalId",
            "KeyId",
            "KmsKeyArn",
            "KmsKeyId",
            "MoveToVersionId",
            "RemoveFromVersionId",
            "VersionId",
            // What `AssumeRole` names beside the role asks for nothing: it takes rights away.
            "PolicyArns",
            "attributeName",
            // It names a group of the server's settings.
            "autoScalingGroupProvider",
            "containerName",
            // What templates are refused for.
            "customRoleArn",
            // What somebody outside calls a task set.
            "externalId",
            "hostname",
            "imageIds",
            "imageTag",
            "kmsKeyId",
            "logStreamNames",
            "name",
            // Whose setting an account setting is.
            "principalArn",
            "propagateTags",
            "referenceId",
            "registerTaskDefinition",
            "registryId",
            "registryIds",
            "resourceTags",
            "runtimeId",
            "updateService");

    /// Of what is not built: an input with one of them is refused, or names nothing there is.
    private static final Set<String> NOT_BUILT = Set.of(
            "Tags",
            "TransitiveTagKeys",
            "capacityProviders",
            "daemonName",
            "fieldIndexNames",
            "logGroupTags",
            "managedInstancesProvider",
            "role");

    @TempDir
    private Path data;

    @Test
    void whatAnInputCanNameHasAnExample() throws Exception {
        var configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of());
        try (ServerModules rooms = ServerModules.open(
                configuration,
                data,
                RootKey.of(data, "local-1", new FirstKey.Given(AccessKey.lasting("AKID", "secret"))),
                Environment.real())) {
            Set<String> leftOut = rooms.operations().stream()
                    .flatMap(operation -> ExampleInputs.forInputOf(operation.model())
                            .leftOut(operation.model().input()))
                    .filter(member -> !member.type().equals(Type.BOOLEAN))
                    .map(Member::name)
                    .filter(NAMING.asMatchPredicate())
                    .collect(Collectors.toSet());

            assertThat(leftOut)
                    .as("what names something needs an example in ExampleInputs, all else a place in NAME_NOTHING")
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(NAME_NOTHING.stream(), NOT_BUILT.stream())
                            .toList());
        }
    }
}
