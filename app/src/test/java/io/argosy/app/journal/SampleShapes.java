package io.argosy.app.journal;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;

/// What callers ask for, as they would write it: the parts of entities that are kept in the API's own shapes.
final class SampleShapes {
    static final String CLUSTER = """
            {"clusterName":"default","settings":[{"name":"containerInsights","value":"enabled"}],
             "configuration":{"executeCommandConfiguration":{"logging":"OVERRIDE",
              "logConfiguration":{"cloudWatchLogGroupName":"exec","cloudWatchEncryptionEnabled":true}}},
             "tags":[{"key":"team","value":"shop"}]}""";

    static final String DEFINITION = """
            {"taskDefinitionArn":"arn:aws:ecs:local-1:123456789012:task-definition/web:2","family":"web","revision":2,
             "status":"ACTIVE","networkMode":"bridge","cpu":"256","memory":"512",
             "taskRoleArn":"arn:aws:iam::1:role/web",
             "requiresCompatibilities":["EC2"],"compatibilities":["EXTERNAL","EC2"],
             "registeredAt":"2026-01-01T00:00:00.123Z","registeredBy":"arn:aws:iam::123456789012:root",
             "requiresAttributes":[{"name":"com.amazonaws.ecs.capability.task-iam-role"}],
             "placementConstraints":[{"type":"memberOf","expression":"attribute:zone in [a, b]"}],
             "volumes":[{"name":"data","host":{"sourcePath":"/srv/data"}}],
             "containerDefinitions":[
              {"name":"app","image":"web:1","cpu":128,"memory":256,"essential":true,
               "portMappings":[{"containerPort":80,"hostPort":8080,"protocol":"tcp"}],
               "environment":[{"name":"MODE","value":"täst \\"quoted\\""}],
               "secrets":[{"name":"PASSWORD","valueFrom":"arn:aws:ssm:local-1:123456789012:parameter/pw"}],
               "mountPoints":[{"sourceVolume":"data","containerPath":"/data","readOnly":true}],
               "dependsOn":[{"containerName":"init","condition":"SUCCESS"}],
               "dockerLabels":{"app":"web","":""},"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":4096}],
               "logConfiguration":{"logDriver":"json-file","options":{"max-size":"1m"}},
               "healthCheck":{"command":["CMD","true"],"interval":5,"timeout":2,"retries":3,"startPeriod":1},
               "linuxParameters":{"initProcessEnabled":true,"capabilities":{"drop":["NET_RAW"]}}},
              {"name":"init","image":"busybox","essential":false,"command":["true"],
               "restartPolicy":{"enabled":true,"ignoredExitCodes":[0],"restartAttemptPeriod":60}}]}""";

    static final String SERVICE = """
            {"serviceName":"web","taskDefinition":"web:2","desiredCount":3,"clientToken":"abc","launchType":"EC2",
             "deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":false},
              "maximumPercent":150,"minimumHealthyPercent":50},
             "placementConstraints":[{"type":"distinctInstance"}],
             "placementStrategy":[{"type":"spread","field":"attribute:zone"},{"type":"binpack","field":"memory"}],
             "schedulingStrategy":"REPLICA","deploymentController":{"type":"ECS"},"enableECSManagedTags":true,
             "propagateTags":"SERVICE","enableExecuteCommand":false,"tags":[{"key":"team","value":"shop"}]}""";

    static final String OVERRIDES = """
            {"containerOverrides":[{"name":"app","command":["serve"],"cpu":100,"memory":200,
              "environment":[{"name":"MODE","value":"fast"}]}],"cpu":"256","memory":"512",
             "taskRoleArn":"arn:aws:iam::123456789012:role/other","ephemeralStorage":{"sizeInGiB":21}}""";

    static final String CONTAINER = """
            {"containerArn":"arn:aws:ecs:local-1:123456789012:container/default/t/c","name":"app","image":"web:1",
             "taskArn":"arn:aws:ecs:local-1:123456789012:task/default/t","imageDigest":"sha256:aa","runtimeId":"f00",
             "lastStatus":"RUNNING","exitCode":137,"reason":"OutOfMemoryError","healthStatus":"HEALTHY",
             "cpu":"128","memory":"256","memoryReservation":"64",
             "networkBindings":[{"bindIP":"0.0.0.0","containerPort":80,"hostPort":8080,"protocol":"tcp"}],
             "managedAgents":[{"name":"ExecuteCommandAgent","lastStatus":"RUNNING",
              "lastStartedAt":"2026-01-01T00:00:01Z"}]}""";

    static final String AGENT = """
            {"agentVersion":"1.105.1","agentHash":"abcdef","dockerVersion":"DockerVersion: 29.1"}""";

    private SampleShapes() {}

    static <T> T read(String json, Class<T> type) {
        try {
            return RecordCodec.read(JsonTree.object(json), type);
        } catch (MalformedJson wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
