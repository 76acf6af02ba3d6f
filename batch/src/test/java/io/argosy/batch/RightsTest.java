package io.argosy.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Caller;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.batch.Batch;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What requests need, with what conditions of policies read of them (batch-semantics 14).
final class RightsTest {
    private static final Caller CALLER =
            new Caller(BatchServer.REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");
    private static final String ROLE = "arn:aws:iam::123456789012:role/";

    private BatchServer server;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private <I extends Shape, O extends Shape> List<Permission> needed(OperationModel<I, O> model, String json) {
        I input = JsonCodec.read(json.getBytes(UTF_8), model.input());
        @SuppressWarnings("unchecked") // It is found by its model.
        var operation = (Operation<I, O>) server.batch().operations().stream()
                .filter(one -> one.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        return operation.permissions(CALLER, input);
    }

    @Test
    void aDefinitionSaysWhatItRunsAndWhoseRolesItHas() {
        List<Permission> needed = needed(Batch.REGISTER_JOB_DEFINITION, """
                {"jobDefinitionName":"loader","type":"container","tags":{"team":"etl"},
                 "consumableResourceProperties":{"consumableResourceList":[
                  {"consumableResource":"licence","quantity":1}]},
                 "containerProperties":{"image":"loader:4","privileged":false,"user":"app",
                  "jobRoleArn":"arn:aws:iam::123456789012:role/job",
                  "executionRoleArn":"run",
                  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"mine"}}}}""");

        String definition = BatchServer.ARNS + "job-definition/loader";
        assertThat(needed)
                .containsExactly(
                        Permission.on("batch:RegisterJobDefinition", definition)
                                .withTags(Map.of("team", "etl"))
                                .with("batch:Image", "loader:4")
                                .with("batch:Privileged", "false")
                                .with("batch:User", "app")
                                .with("batch:LogDriver", "awslogs")
                                .with("batch:AWSLogsGroup", "mine"),
                        Permission.on("batch:TagResource", definition).withTags(Map.of("team", "etl")),
                        Permission.on("batch:RegisterJobDefinition", BatchServer.ARNS + "consumable-resource/licence"),
                        passing("job"),
                        passing("run"));
    }

    private static Permission passing(String role) {
        return Permission.on("iam:PassRole", ROLE + role).with("iam:PassedToService", "ecs-tasks.amazonaws.com");
    }

    @Test
    void conditionsReadTheTagsOfWhatIsThere() {
        server.sdk().createSchedulingPolicy(make -> make.name("teams").tags(Map.of("team", "etl")));

        List<Permission> needed =
                needed(Batch.UPDATE_SCHEDULING_POLICY, "{\"arn\":\"" + BatchServer.ARNS + "scheduling-policy/teams\"}");

        assertThat(needed)
                .containsExactly(
                        Permission.on("batch:UpdateSchedulingPolicy", BatchServer.ARNS + "scheduling-policy/teams")
                                .with("aws:ResourceTag/team", "etl"));
    }

    @Test
    void rolesAndTagsOfCapacityNeedMoreThanTheAction() {
        String environment = BatchServer.ARNS + "compute-environment/a";

        List<Permission> needed = needed(Batch.CREATE_COMPUTE_ENVIRONMENT, """
                {"computeEnvironmentName":"a","type":"MANAGED","serviceRole":"arn:aws:iam::123456789012:role/batch",
                 "computeResources":{"type":"ECS_MANAGED_INSTANCES","maxvCpus":4,"capacityTags":{"team":"etl"}}}""");

        assertThat(needed)
                .containsExactly(
                        Permission.on("batch:CreateComputeEnvironment", environment),
                        Permission.on("iam:PassRole", ROLE + "batch")
                                .with("iam:PassedToService", "batch.amazonaws.com"),
                        Permission.on("batch:SetCapacityTags", environment));
    }
}
