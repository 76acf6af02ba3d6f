package io.argosy.app.server;

import io.argosy.shapes.Blob;
import io.argosy.shapes.Member;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An input for any operation: whatever names a resource, a role or a tag is filled, by the member's name, and of the
/// rest what is required.
record ExampleInputs(Map<String, String> names) {
    static final String ID = "0123456789abcdef0123456789abcdef";

    private static final String TASK_SET = "ecs-svc/1234567890123456789";

    /// For the operations of ECS, its agents and its keys.
    static final ExampleInputs ECS = new ExampleInputs(Map.ofEntries(
            Map.entry("cluster", "fleet"),
            Map.entry("clusterName", "fleet"),
            Map.entry("clusters", "fleet"),
            Map.entry("containerInstance", ID),
            Map.entry("containerInstanceArn", ID),
            Map.entry("containerInstances", ID),
            Map.entry("executionRoleArn", "puller"),
            Map.entry("family", "web"),
            Map.entry("key", "team"),
            Map.entry("overrides", ""),
            Map.entry("pipelineName", "shop"),
            Map.entry("repositoryName", "web"),
            Map.entry("primaryTaskSet", TASK_SET),
            Map.entry("resourceArn", "arn:aws:ecs:local-1:123456789012:service/fleet/web"),
            Map.entry("service", "web"),
            Map.entry("serviceName", "web"),
            Map.entry("services", "web"),
            Map.entry("tagKeys", "team"),
            Map.entry("tags", ""),
            Map.entry("targetId", ID),
            Map.entry("task", ID),
            Map.entry("taskDefinition", "web"),
            Map.entry("taskDefinitions", "web:1"),
            Map.entry("taskRoleArn", "writer"),
            Map.entry("taskSet", TASK_SET),
            Map.entry("taskSets", TASK_SET),
            Map.entry("tasks", ID),
            Map.entry("value", "blue")));

    static final ExampleInputs ECR = new ExampleInputs(Map.ofEntries(
            Map.entry("Key", "team"),
            Map.entry("repositoryName", "web"),
            Map.entry("repositoryNames", "web"),
            Map.entry("resourceArn", "arn:aws:ecr:local-1:123456789012:repository/web"),
            Map.entry("tagKeys", "team"),
            Map.entry("tags", ""),
            Map.entry("Value", "blue")));

    static final ExampleInputs LOGS = new ExampleInputs(Map.ofEntries(
            Map.entry("logGroupIdentifier", "arn:aws:logs:local-1:123456789012:log-group:/ecs/web"),
            Map.entry("logGroupIdentifiers", "arn:aws:logs:local-1:123456789012:log-group:/ecs/web"),
            Map.entry("logGroupName", "/ecs/web"),
            Map.entry("logGroupNamePrefix", "/ecs/"),
            Map.entry("logStreamName", "app/1"),
            Map.entry("resourceArn", "arn:aws:logs:local-1:123456789012:log-group:/ecs/web"),
            Map.entry("tagKeys", "team"),
            Map.entry("tags", "")));

    static final ExampleInputs IAM = new ExampleInputs(Map.ofEntries(
            Map.entry("Key", "team"),
            Map.entry("PolicyArn", "arn:aws:iam::123456789012:policy/mine"),
            Map.entry("PolicyName", "mine"),
            Map.entry("RoleName", "web"),
            Map.entry("TagKeys", "team"),
            Map.entry("Tags", ""),
            Map.entry("UserName", "ann"),
            Map.entry("Value", "blue")));

    static final ExampleInputs SECRETS_MANAGER = new ExampleInputs(Map.ofEntries(
            Map.entry("Key", "team"),
            Map.entry("Name", "shop/db"),
            Map.entry("SecretId", "shop/db"),
            Map.entry("TagKeys", "team"),
            Map.entry("Tags", ""),
            Map.entry("Value", "blue")));

    static final ExampleInputs SSM = new ExampleInputs(Map.ofEntries(
            Map.entry("Key", "team"),
            Map.entry("Name", "/shop/db"),
            Map.entry("Names", "/shop/db"),
            Map.entry("Path", "/shop"),
            Map.entry("ResourceId", "/shop/db"),
            Map.entry("ResourceType", "Parameter"),
            Map.entry("TagKeys", "team"),
            Map.entry("Tags", ""),
            Map.entry("Value", "blue")));

    static final ExampleInputs BATCH = new ExampleInputs(Map.ofEntries(
            Map.entry("arn", "arn:aws:batch:local-1:123456789012:scheduling-policy/teams"),
            Map.entry("arns", "arn:aws:batch:local-1:123456789012:scheduling-policy/teams"),
            Map.entry("arrayJobId", "01a21d47-63a4-7000-85e0-a989da845414"),
            Map.entry("computeEnvironment", "spot"),
            Map.entry("computeEnvironmentName", "spot"),
            Map.entry("computeEnvironmentOrder", ""),
            Map.entry("computeEnvironments", "spot"),
            Map.entry("consumableResource", "licence"),
            Map.entry("consumableResourceList", ""),
            Map.entry("consumableResourceName", "licence"),
            Map.entry("consumableResourceProperties", ""),
            Map.entry("containerProperties", ""),
            Map.entry("executionRoleArn", "arn:aws:iam::123456789012:role/puller"),
            Map.entry("jobDefinition", "loader:1"),
            Map.entry("jobDefinitionName", "loader"),
            Map.entry("jobDefinitions", "loader:1"),
            Map.entry("consumableResourcePropertiesOverride", ""),
            Map.entry("jobId", "01a21d47-63a4-7000-85e0-a989da845414"),
            Map.entry("jobName", "load-orders"),
            Map.entry("jobQueue", "etl"),
            Map.entry("jobQueueName", "etl"),
            Map.entry("jobQueues", "etl"),
            Map.entry("jobs", "01a21d47-63a4-7000-85e0-a989da845414"),
            Map.entry("jobRoleArn", "arn:aws:iam::123456789012:role/loader"),
            Map.entry("multiNodeJobId", "01a21d47-63a4-7000-85e0-a989da845414"),
            Map.entry("name", "teams"),
            Map.entry("resourceArn", "arn:aws:batch:local-1:123456789012:job-queue/etl"),
            Map.entry("schedulingPolicyArn", "arn:aws:batch:local-1:123456789012:scheduling-policy/teams"),
            Map.entry("serviceRole", "arn:aws:iam::123456789012:role/batch"),
            Map.entry("shareIdentifier", "orders"),
            Map.entry("tagKeys", "team"),
            Map.entry("tags", "")));

    static final ExampleInputs SCHEDULES = new ExampleInputs(Map.ofEntries(
            Map.entry("GroupName", "reports"),
            Map.entry("Key", "team"),
            Map.entry("Name", "nightly"),
            Map.entry("ResourceARN", "arn:aws:events:local-1:123456789012:rule/hourly"),
            Map.entry("ResourceArn", "arn:aws:scheduler:local-1:123456789012:schedule-group/reports"),
            Map.entry("RoleArn", "arn:aws:iam::123456789012:role/scheduler"),
            Map.entry("Rule", "hourly"),
            Map.entry("TagKeys", "team"),
            Map.entry("Tags", ""),
            Map.entry("Value", "blue")));

    static ExampleInputs forInputOf(OperationModel<?, ?> operation) {
        return switch (operation.model().signingName()) {
            case "batch" -> BATCH;
            case "ecr" -> ECR;
            case "logs" -> LOGS;
            case "iam" -> IAM;
            case "secretsmanager" -> SECRETS_MANAGER;
            case "ssm" -> SSM;
            case "scheduler", "events" -> SCHEDULES;
            default -> ECS;
        };
    }

    private boolean fills(Member member) {
        return member.required() || names.containsKey(member.name());
    }

    /// The members that stay empty, of this structure and of those that are filled below it.
    Stream<Member> leftOut(Structure<?> structure) {
        return structure.members().stream()
                .flatMap(member -> fills(member) ? leftOut(member.type()) : Stream.of(member));
    }

    private Stream<Member> leftOut(Type type) {
        return switch (type) {
            case Type.ListOf(var element, var _) -> leftOut(element);
            case Type.Nested nested -> leftOut(nested.structure());
            case Type.Scalar _, Type.MapOf _ -> Stream.of();
        };
    }

    <T extends Shape> T of(Structure<T> structure) {
        var values = new ArrayList<@Nullable Object>();
        for (Member member : structure.members()) {
            values.add(fills(member) ? value(member.type(), names.getOrDefault(member.name(), "any")) : null);
        }
        return structure.build(values.toArray());
    }

    private Object value(Type type, String example) {
        return switch (type) {
            case Type.Scalar(var kind, var _) ->
                switch (kind) {
                    case BOOLEAN -> true;
                    case INTEGER -> 1;
                    case LONG -> 1L;
                    case BLOB -> new Blob(new byte[] {1});
                    default -> example;
                };
            case Type.ListOf(var element, var _) -> List.of(value(element, example));
            case Type.MapOf _ -> Map.of();
            case Type.Nested nested -> of(nested.structure());
        };
    }
}
