package io.argosy.batch;

import io.argosy.addresses.TaskSubnets;
import io.argosy.batch.jobs.JobSettings;
import io.argosy.control.AssumableRoles;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;

/// The room behind a real port, over a journal and the operations of our own ECS, with the AWS SDK for Java as its
/// client.
public final class BatchServer implements AutoCloseable {
    public static final AccountRegion REALM = new AccountRegion("123456789012", "eu-central-1");
    public static final String ARNS = "arn:aws:batch:eu-central-1:123456789012:";
    static final AccessKey KEY = AccessKey.lasting("AKIABATCHTEST0000001", "batch-test-secret");
    private static final Caller ROOT =
            new Caller(REALM, "arn:aws:iam::123456789012:root", "AKIABATCHTEST0000001", "request-1");

    private final Path folder;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private Stores stores;
    private OperationTable ecs;
    private Batch batch;
    private ApiServer server;
    private BatchClient sdk;

    public BatchServer(Path folder) throws IOException {
        this.folder = folder;
        up();
    }

    private void up() throws IOException {
        stores = Stores.open(folder.resolve("journal.db"), Kinds.with(List.of(Batch.KINDS)), clock);
        var clusters = new Clusters(stores);
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080/"));
        List<Operation<?, ?>> operations = Stream.of(
                        ClusterOperations.all(clusters, settings.fargate()),
                        TaskDefinitionOperations.all(clusters, settings),
                        InstanceOperations.all(
                                clusters, settings, new TaskSubnets(stores, TaskSubnets.Pool.USUAL), BatchServer::id),
                        TaskOperations.all(clusters, new TaskLauncher(BatchServer::id, new Random(1)), settings, clock))
                .flatMap(List::stream)
                .toList();
        ecs = new OperationTable(operations);
        batch = Batch.open(new Batch.Sources(
                stores,
                ecs,
                new TaskLauncher(BatchServer::id, new Random(2)),
                AssumableRoles.ALL,
                JobSettings.USUAL,
                clock,
                BatchServer::id));
        batch.start();
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of(Credential.root(KEY, REALM.account()))),
                batch.operations(),
                List.of(),
                List.of());
        server.start();
        sdk = BatchClient.builder()
                .endpointOverride(endpoint())
                .region(Region.of(REALM.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEY.id(), KEY.secret().reveal())))
                .build();
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public void restart() throws IOException {
        down();
        up();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.localPort());
    }

    public BatchClient sdk() {
        return sdk;
    }

    public Batch batch() {
        return batch;
    }

    public Stores stores() {
        return stores;
    }

    /// For what the SDK at hand does not know yet.
    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) {
        return new OperationTable(batch.operations()).call(ROOT, operation, input);
    }

    /// The operations of our own ECS.
    public OperationTable ecs() {
        return ecs;
    }

    /// Lets time pass, and the room do what it does now and then.
    public void pass(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
        batch.cleanUp();
    }

    public <I extends Shape, O extends Shape> O ecs(OperationModel<I, O> operation, I input) {
        return ecs.call(ROOT, operation, input);
    }

    /// A host with so many vCPUs joins a cluster by its name.
    public void join(String cluster, int vcpus) {
        ecs(
                Ecs.REGISTER_CONTAINER_INSTANCE,
                RegisterContainerInstanceRequest.builder()
                        .cluster(cluster)
                        .totalResources(List.of(number("CPU", vcpus * 1024), number("MEMORY", 4096)))
                        .build());
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    /// `ClientException: …`, without the request's id, or `ok`.
    public static String outcome(Runnable call) {
        try {
            call.run();
            return "ok";
        } catch (AwsServiceException refused) {
            var details = refused.awsErrorDetails();
            return details.errorCode() + ": "
                    + details.errorMessage().replaceFirst("RequestId: [0-9a-f-]{36}", "RequestId: …");
        }
    }

    /// The same of a text that comes wrapped in Batch's sentence.
    public static String wrapped(String text) {
        return "ClientException: Error executing request, Exception : " + text + ", RequestId: …";
    }

    private void down() {
        sdk.close();
        server.close();
        batch.close();
        stores.close();
    }

    @Override
    public void close() {
        down();
    }
}
