package io.argosy.jobqueues.definitions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.BatchServer;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.EcsCalls;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a job definition becomes in ECS, member by member.
final class TaskDefinitionFormTest {
    private static RegisterTaskDefinitionRequest became(String properties, String platform) {
        String json = """
                {"jobDefinitionName":"loader","type":"container","platformCapabilities":["%s"],%s}""";
        var definition = DefinitionForm.complete(definition(json.formatted(platform, properties)));
        return new TaskDefinitionForm("loader", "eu-central-1", JobTasks.platforms(definition))
                .of(JobTasks.of(definition).getFirst());
    }

    private static RegisterJobDefinitionRequest definition(String json) {
        return JsonCodec.read(json.getBytes(UTF_8), RegisterJobDefinitionRequest.STRUCTURE);
    }

    private static RegisterTaskDefinitionRequest wanted(String json) {
        return JsonCodec.read(json.getBytes(UTF_8), RegisterTaskDefinitionRequest.STRUCTURE);
    }

    @Test
    void aContainerOnInstances() {
        RegisterTaskDefinitionRequest became = became("""
                "containerProperties":{"image":"loader:4","command":["load","Ref::day"],"user":"app",
                 "jobRoleArn":"arn:role/job","executionRoleArn":"arn:role/run","privileged":true,
                 "readonlyRootFilesystem":true,
                 "resourceRequirements":[{"type":"VCPU","value":"2"},{"type":"MEMORY","value":"4096"}],
                 "environment":[{"name":"MODE","value":"full"}],
                 "secrets":[{"name":"PW","valueFrom":"arn:secret"}],
                 "volumes":[{"name":"data","host":{"sourcePath":"/srv"}}],
                 "mountPoints":[{"sourceVolume":"data","containerPath":"/data","readOnly":true}],
                 "ulimits":[{"name":"nofile","softLimit":1,"hardLimit":2}],
                 "repositoryCredentials":{"credentialsParameter":"arn:registry"},
                 "linuxParameters":{"initProcessEnabled":true,"sharedMemorySize":64,
                  "devices":[{"hostPath":"/dev/fuse","permissions":["READ","MKNOD"]}],
                  "tmpfs":[{"containerPath":"/tmp","size":16}]}}""", "EC2");

        assertThat(became).isEqualTo(wanted("""
                {"family":"AWSBatch-loader","taskRoleArn":"arn:role/job","executionRoleArn":"arn:role/run",
                 "volumes":[{"name":"data","host":{"sourcePath":"/srv"}}],
                 "containerDefinitions":[{"name":"default","image":"loader:4","command":["load","Ref::day"],
                  "user":"app","privileged":true,"readonlyRootFilesystem":true,"essential":true,
                  "cpu":2048,"memory":4096,"resourceRequirements":[],
                  "environment":[{"name":"MODE","value":"full"}],
                  "secrets":[{"name":"PW","valueFrom":"arn:secret"}],
                  "mountPoints":[{"sourceVolume":"data","containerPath":"/data","readOnly":true}],
                  "ulimits":[{"name":"nofile","softLimit":1,"hardLimit":2}],
                  "repositoryCredentials":{"credentialsParameter":"arn:registry"},
                  "linuxParameters":{"initProcessEnabled":true,"sharedMemorySize":64,
                   "devices":[{"hostPath":"/dev/fuse","permissions":["read","mknod"]}],
                   "tmpfs":[{"containerPath":"/tmp","size":16}]},
                  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/aws/batch/job",
                   "awslogs-region":"eu-central-1","awslogs-stream-prefix":"loader",
                   "awslogs-create-group":"true"}}}]}"""));
    }

    @Test
    void aContainerOnFargate() {
        RegisterTaskDefinitionRequest became = became("""
                "containerProperties":{"image":"loader:4","executionRoleArn":"arn:role/run",
                 "ephemeralStorage":{"sizeInGiB":30},"runtimePlatform":{"cpuArchitecture":"ARM64"},
                 "resourceRequirements":[{"type":"VCPU","value":"0.25"},{"type":"MEMORY","value":"512"}],
                 "logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"u"}}}""", "FARGATE");

        assertThat(became.requiresCompatibilities()).contains(List.of("FARGATE"));
        assertThat(became.networkMode()).contains("awsvpc");
        assertThat(became.cpu()).contains("256");
        assertThat(became.memory()).contains("512");
        assertThat(became.ephemeralStorage().orElseThrow().sizeInGiB()).isEqualTo(30);
        assertThat(became.runtimePlatform().orElseThrow().cpuArchitecture()).contains("ARM64");
        assertThat(became.containerDefinitions()
                        .getFirst()
                        .logConfiguration()
                        .orElseThrow()
                        .logDriver())
                .isEqualTo("splunk");
    }

    @Test
    void severalContainersAndTheirOwnLogs() {
        RegisterTaskDefinitionRequest became = became("""
                "ecsProperties":{"taskProperties":[{"ipcMode":"task","pidMode":"task","taskRoleArn":"arn:role/job",
                 "containers":[
                  {"name":"main","image":"a","resourceRequirements":[{"type":"VCPU","value":"1"},
                    {"type":"MEMORY","value":"4"}],"dependsOn":[{"containerName":"side","condition":"START"}],
                    "stopTimeout":9,
                    "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"mine"}}},
                  {"name":"side","image":"b","essential":false,"resourceRequirements":[
                    {"type":"VCPU","value":"1"},{"type":"MEMORY","value":"64"}]}]}]}""", "EC2");

        var main = became.containerDefinitions().getFirst();
        assertThat(became.pidMode()).contains("task");
        assertThat(became.taskRoleArn()).contains("arn:role/job");
        assertThat(main.memory()).as("ECS takes no less").contains(6);
        assertThat(main.stopTimeout()).contains(9);
        assertThat(main.dependsOn().orElseThrow().getFirst().containerName()).isEqualTo("side");
        assertThat(main.logConfiguration().orElseThrow().options().orElseThrow())
                .containsEntry("awslogs-group", "mine")
                .containsEntry("awslogs-stream-prefix", "loader")
                .doesNotContainKey("awslogs-create-group");
        assertThat(became.containerDefinitions().getLast().essential()).contains(false);
    }

    @Test
    void aRevisionIsRegisteredOnce(@TempDir Path folder) throws IOException {
        try (var server = new BatchServer(folder)) {
            server.call(Batch.REGISTER_JOB_DEFINITION, definition("""
                    {"jobDefinitionName":"loader","type":"container",
                     "containerProperties":{"image":"a","vcpus":1,"memory":64}}"""));
            var store = new BatchStore(server.stores());
            var tasks = new EcsTaskDefinitions(store, new EcsCalls(server.ecs(), () -> "request"));

            List<String> first = tasks.of(BatchServer.REALM, known(store));
            List<String> again = tasks.of(BatchServer.REALM, known(store));

            assertThat(first)
                    .containsExactly("arn:aws:ecs:eu-central-1:123456789012:task-definition/AWSBatch-loader:1");
            assertThat(again).isEqualTo(first);
        }
    }

    private static JobDefinition known(BatchStore store) {
        return store.read(BatchServer.REALM).definition("loader").orElseThrow();
    }
}
