package io.argosy.access.principals;

import io.argosy.shapes.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The policies that AWS manages and people attach: those about what is offered here, with AWS's ARNs. What they allow
/// of services that are not here is left out.
public final class BuiltInPolicies {
    private static final String SERVICE = "/service-role/";
    private static final List<String> PULL = List.of(
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage");
    private static final List<String> READ_IMAGES = List.of(
            "ecr:GetRepositoryPolicy",
            "ecr:DescribeRepositories",
            "ecr:ListImages",
            "ecr:DescribeImages",
            "ecr:GetLifecyclePolicy",
            "ecr:GetLifecyclePolicyPreview",
            "ecr:ListTagsForResource",
            "ecr:DescribeImageScanFindings");
    private static final List<String> PUSH =
            List.of("ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage");
    private static final List<String> WRITE_LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    private static final List<String> OF_INSTANCES = List.of(
            "ec2:DescribeTags",
            "ecs:CreateCluster",
            "ecs:DeregisterContainerInstance",
            "ecs:DiscoverPollEndpoint",
            "ecs:Poll",
            "ecs:RegisterContainerInstance",
            "ecs:StartTelemetrySession",
            "ecs:UpdateContainerInstancesState",
            "ecs:Submit*");
    private static final List<String> AROUND_ECS = List.of(
            "ecs:*",
            "application-autoscaling:*",
            "cloudwatch:*",
            "elasticloadbalancing:*",
            "events:*",
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfiles",
            "iam:ListRoles",
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:FilterLogEvents",
            "servicediscovery:*");

    private static final Map<String, ManagedPolicy> ALL = Stream.of(
                    policy(SERVICE, "AmazonECSTaskExecutionRolePolicy", List.of(allow(List.of(PULL, WRITE_LOGS)))),
                    policy(
                            SERVICE,
                            "AmazonEC2ContainerServiceforEC2Role",
                            List.of(allow(List.of(OF_INSTANCES, PULL, WRITE_LOGS)))),
                    policy(
                            SERVICE,
                            "AmazonEC2ContainerServiceEventsRole",
                            List.of(allow(List.of(List.of("ecs:RunTask", "ecs:TagResource"))), passingToTasks())),
                    policy(
                            SERVICE,
                            "AWSBatchServiceEventTargetRole",
                            List.of(allow(List.of(List.of("batch:SubmitJob"))))),
                    policy("/", "AmazonEC2ContainerRegistryReadOnly", List.of(allow(List.of(PULL, READ_IMAGES)))),
                    policy(
                            "/",
                            "AmazonEC2ContainerRegistryPowerUser",
                            List.of(allow(List.of(PULL, READ_IMAGES, PUSH)))),
                    policy("/", "AmazonEC2ContainerRegistryFullAccess", List.of(allow(List.of(List.of("ecr:*"))))),
                    policy(
                            "/",
                            "CloudWatchLogsFullAccess",
                            List.of(allow(List.of(List.of("logs:*", "cloudwatch:GenerateQuery"))))),
                    policy("/", "AmazonECS_FullAccess", List.of(allow(List.of(AROUND_ECS)), passingToTasks())),
                    policy("/", "AdministratorAccess", List.of(allow(List.of(List.of("*"))))))
            .collect(
                    Collectors.toMap(ManagedPolicy::arn, Function.identity(), (first, _) -> first, LinkedHashMap::new));

    private BuiltInPolicies() {}

    public static Optional<ManagedPolicy> find(String arn) {
        return Optional.ofNullable(ALL.get(arn));
    }

    public static List<ManagedPolicy> all() {
        return List.copyOf(ALL.values());
    }

    private static Map<String, Object> allow(List<List<String>> actions) {
        return statement(actions.stream().flatMap(List::stream).toList());
    }

    private static Map<String, Object> statement(List<String> actions) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", "*");
        return statement;
    }

    private static Map<String, Object> passingToTasks() {
        Map<String, Object> statement = statement(List.of("iam:PassRole"));
        statement.put("Condition", Map.of("StringLike", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")));
        return statement;
    }

    private static ManagedPolicy policy(String path, String name, List<Map<String, Object>> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return new ManagedPolicy("aws", name, path, id(name), JsonTree.write(document), "", List.of(), Instant.EPOCH);
    }

    /// AWS's own ids mean nothing to anybody; these stay as they are.
    private static String id(String name) {
        String letters = name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z]", "") + "A".repeat(17);
        return "ANPA" + letters.substring(letters.length() - 34, letters.length() - 17);
    }
}
