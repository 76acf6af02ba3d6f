package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.percents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Golden;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused, and how: the table is kept where a reviewer can read it.
final class ServiceRefusalsTest {
    private static final List<String> MEMBERS = List.of(
            "'desiredCount':-1",
            "'desiredCount':5001",
            "'taskDefinition':''",
            "'taskDefinition':'nobody'",
            "'serviceName':'a b'",
            "'clientToken':'0123456789012345678901234567890123456'",
            "'launchType':'MOON'",
            "'launchType':'FARGATE'",
            "'launchType':'EC2','capacityProviderStrategy':[{'capacityProvider':'a'}]",
            "'capacityProviderStrategy':[{'capacityProvider':'a'}]",
            "'platformVersion':'LATEST'",
            "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-1']}}",
            "'schedulingStrategy':'DAEMON'",
            "'schedulingStrategy':'SOMETIMES'",
            "'propagateTags':'ALL'",
            "'availabilityZoneRebalancing':'PERHAPS'",
            "'deploymentController':{'type':'CODE_DEPLOY'}",
            "'deploymentController':{'type':'EXTERNAL'}",
            "'loadBalancers':[{'targetGroupArn':'a','containerName':'app','containerPort':80}]",
            "'role':'ecsServiceRole'",
            "'serviceRegistries':[{'registryArn':'a'}]",
            "'serviceConnectConfiguration':{'enabled':true}",
            "'volumeConfigurations':[{'name':'v'}]",
            "'vpcLatticeConfigurations':[{'roleArn':'a','targetGroupArn':'b','portName':'c'}]",
            "'monitoring':{'metricConfigurations':[{'metricNames':['CPUUtilization'],'resolutionSeconds':20}]}",
            "'healthCheckGracePeriodSeconds':10",
            "'healthCheckGracePeriodSeconds':-1",
            "'enableExecuteCommand':true",
            "'deploymentConfiguration':{'minimumHealthyPercent':101}",
            "'deploymentConfiguration':{'minimumHealthyPercent':-1}",
            "'deploymentConfiguration':{'minimumHealthyPercent':100,'maximumPercent':100}",
            "'deploymentConfiguration':{'maximumPercent':99}",
            "'deploymentConfiguration':{'deploymentCircuitBreaker':{'enable':true,'rollback':false,"
                    + "'thresholdConfiguration':{'type':'PERCENT','value':50}}}",
            "'deploymentConfiguration':{'deploymentCircuitBreaker':{'enable':true,'rollback':false,"
                    + "'thresholdConfiguration':{'type':'BOUNDED_PERCENT','value':101}}}",
            "'deploymentConfiguration':{'deploymentCircuitBreaker':{'enable':true,'rollback':false,"
                    + "'thresholdConfiguration':{'type':'COUNT','value':0}}}",
            "'deploymentConfiguration':{'alarms':{'alarmNames':['a'],'enable':true,'rollback':false}}",
            "'deploymentConfiguration':{'strategy':'BLUE_GREEN'}",
            "'deploymentConfiguration':{'bakeTimeInMinutes':5}",
            "'deploymentConfiguration':{'lifecycleHooks':[{'hookTargetArn':'a'}]}",
            "'deploymentConfiguration':{'canaryConfiguration':{'canaryPercent':5}}",
            "'deploymentConfiguration':{'earlySuccessCriteria':{'enable':true,'healthyPercent':99}}",
            "'placementStrategy':[{'type':'binpack','field':'disk'}]",
            "'placementConstraints':[{'type':'memberOf','expression':'attribute:x =~'}]",
            "'tags':[{'key':'aws:x','value':'y'}]",
            "'tags':[{'key':'x','value':'y'},{'key':'x','value':'z'}]",
            "'tags':[{'key':'','value':'y'}]");

    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyRefusalOfCreateService() throws IOException {
        String missing = "!! " + refusal("{'serviceName':'web','taskDefinition':'web'}");
        String table = Stream.concat(
                        Stream.of("no desiredCount\n  " + missing),
                        MEMBERS.stream().map(member -> member + "\n  " + answer(member)))
                .collect(Collectors.joining("\n", "", "\n"));

        Golden.file("service-refusals.txt").holds(table);
        assertThat(stage.store().read().services())
                .as("nothing refused leaves a trace")
                .isEmpty();
    }

    private String answer(String member) {
        String usual = Stream.of("'serviceName':'web'", "'taskDefinition':'web'", "'desiredCount':1")
                .filter(other -> !other.startsWith(member.substring(0, member.indexOf(':'))))
                .collect(Collectors.joining(","));
        return "!! " + refusal("{" + usual + "," + member + "}");
    }

    private String refusal(String request) {
        byte[] json = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        CreateServiceRequest asked = JsonCodec.read(json, CreateServiceRequest.STRUCTURE);
        try {
            stage.call(Ecs.CREATE_SERVICE, asked);
            throw new AssertionError("accepted: " + request);
        } catch (ApiException refused) {
            return refused.error().code() + ": " + refused.error().message();
        }
    }

    @Test
    void whatSwitchesAFeatureOffIsAccepted() {
        byte[] off = """
                {"serviceName": "web", "taskDefinition": "web", "desiredCount": 1, "loadBalancers": [],
                 "serviceRegistries": [], "capacityProviderStrategy": [],
                 "serviceConnectConfiguration": {"enabled": false},
                 "deploymentController": {"type": "ECS"}, "schedulingStrategy": "REPLICA",
                 "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": false, "rollback": false},
                 "alarms": {"alarmNames": [], "enable": false, "rollback": false}, "strategy": "ROLLING",
                 "bakeTimeInMinutes": 0, "lifecycleHooks": []}}
                """.getBytes(StandardCharsets.UTF_8);

        var made = stage.call(Ecs.CREATE_SERVICE, JsonCodec.read(off, CreateServiceRequest.STRUCTURE));

        assertThat(made.service().orElseThrow().status()).contains("ACTIVE");
    }

    @Test
    void anUpdateIsCheckedAsTheWholeItLeadsTo() {
        stage.create(ServiceStage.web("web:1", 1).deploymentConfiguration(percents(100, 150)));
        var update = UpdateServiceRequest.builder()
                .service("web")
                .desiredCount(7)
                .deploymentConfiguration(
                        DeploymentConfiguration.builder().maximumPercent(100).build())
                .build();

        assertThatThrownBy(() -> stage.call(Ecs.UPDATE_SERVICE, update))
                .hasMessageContaining("Both maximumPercent and minimumHealthyPercent cannot be 100");

        assertThat(stage.service().desiredCount()).isEqualTo(1);
    }
}
