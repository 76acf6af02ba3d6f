package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.argosy.Argosy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The AWS SDK as an oracle: what its clients send is what we read, and what we write is what they read, for every
/// operation, with every member filled at random.
final class SdkOracleTest {
    /// Operations the SDK's blocking clients lack: event streams, and what is newer than their versions here.
    private static final Map<String, Set<String>> NOT_IN_CLIENT = Map.of(
            "ecs",
                    Set.of(
                            "AssociateGatewayWithCluster",
                            "CreateGateway",
                            "DeleteGateway",
                            "DescribeGateway",
                            "DescribeGatewayResources",
                            "DescribeGatewayRoute",
                            "DisassociateGatewayFromCluster",
                            "ListGatewayClusterAssociations",
                            "ListGatewayRoutes",
                            "ListGateways",
                            "UpdateGateway"),
            "ecr",
                    Set.of(
                            "DescribeReplicationBackfillResults",
                            "ListReplicationBackfills",
                            "StartReplicationBackfill",
                            "StopReplicationBackfill"),
            "sts", Set.of("GetScopedCredentials"),
            "logs", Set.of("GetLogObject", "StartLiveTail"),
            "batch", Set.of("CancelJobs", "TerminateJobs", "TerminateServiceJobs"));

    /// Operations whose client wants to call another host, or an id in it.
    private static final Set<String> OTHER_HOST = Set.of(
            "events:PutEvents", "servicediscovery:DiscoverInstances", "servicediscovery:DiscoverInstancesRevision");

    /// One service with a maker of its client.
    record Peer(ServiceModel model, Function<SdkHttpClient, Object> client) {
        @Override
        public String toString() {
            return model.name();
        }
    }

    static List<Peer> peers() {
        Map<String, Function<SdkHttpClient, Object>> clients = Map.ofEntries(
                Map.entry("ecs", http -> built(EcsClient.builder(), http)),
                Map.entry("ecr", http -> built(EcrClient.builder(), http)),
                Map.entry("sts", http -> built(StsClient.builder(), http)),
                Map.entry("iam", http -> built(IamClient.builder(), http)),
                Map.entry("logs", http -> built(CloudWatchLogsClient.builder(), http)),
                Map.entry("batch", http -> built(BatchClient.builder(), http)),
                Map.entry("elbv2", http -> built(ElasticLoadBalancingV2Client.builder(), http)),
                Map.entry("applicationautoscaling", http -> built(ApplicationAutoScalingClient.builder(), http)),
                Map.entry("scheduler", http -> built(SchedulerClient.builder(), http)),
                Map.entry("events", http -> built(EventBridgeClient.builder(), http)),
                Map.entry("secretsmanager", http -> built(SecretsManagerClient.builder(), http)),
                Map.entry("ssm", http -> built(SsmClient.builder(), http)),
                Map.entry("servicediscovery", http -> built(ServiceDiscoveryClient.builder(), http)));
        // Argosy's own API has no client in the SDK.
        return Services.ALL.stream()
                .filter(model -> !model.equals(Argosy.MODEL))
                .map(model -> new Peer(
                        model, Optional.ofNullable(clients.get(model.name())).orElseThrow()))
                .toList();
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C built(
            B builder, SdkHttpClient http) {
        return builder.httpClient(http)
                .endpointOverride(URI.create("http://127.0.0.1:9080"))
                .region(Region.of("local-1"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .build();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void everyOperationRoundTrips(Peer peer) throws Exception {
        var wireTap = new WireTap(peer.model().signingName());
        Object client = peer.client().apply(wireTap);
        List<String> missing = new ArrayList<>();

        for (String name : peer.model().operations()) {
            Optional<Method> method = method(client, name);
            OperationModel<?, ?> operation = peer.model().operation(name).orElseThrow();
            if (method.isEmpty()) {
                missing.add(name);
            } else if (!OTHER_HOST.contains(operation.toString())) {
                roundTrip(client, method.get(), wireTap, operation);
            }
        }

        assertThat(missing)
                .hasSameElementsAs(NOT_IN_CLIENT.getOrDefault(peer.model().name(), Set.of()));
    }

    private static void roundTrip(Object client, Method method, WireTap wireTap, OperationModel<?, ?> operation)
            throws ReflectiveOperationException {
        for (int seed = 0; seed < 3; seed++) {
            wireTap.seed(seed);
            Object builder = method.getParameterTypes()[0].getMethod("builder").invoke(null);
            var request = (SdkPojo) new SdkPojos(new Random(seed)).filled((SdkPojo) builder);
            SdkPojo answer;
            try {
                answer = (SdkPojo) method.invoke(client, request);
            } catch (InvocationTargetException failure) {
                throw new AssertionError(operation + " seed " + seed, failure.getCause());
            }
            assertThat(wireTap.operation()).isEqualTo(operation.toString());
            assertThat(wireTap.input())
                    .as("input of %s seed %d", operation, seed)
                    .isEqualTo(SdkPojos.tree(request));
            assertThat(SdkPojos.tree(answer))
                    .as("output of %s seed %d", operation, seed)
                    .isEqualTo(SdkPojos.known(wireTap.output(), answer));
        }
    }

    private static Optional<Method> method(Object client, String operation) {
        String name = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
        return Arrays.stream(client.getClass().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equals(name)
                        && method.getParameterCount() == 1
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .findFirst();
    }
}
