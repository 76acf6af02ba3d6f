package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecr.PutImageTagMutabilityRequest;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.SubmitContainerStateChangeRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.HandshakeRefused;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody has read an agent's key off its host and asks the server with it, for everything there is.
@Tag("program")
final class StolenAgentKeyTest {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Za-z]+Exception|AccessDenied|InvalidAction");

    /// What an agent does: it pulls, and the rest of these is tried for others' things below.
    private static final Set<String> OF_AGENTS = Set.of(
            "ecs:RegisterContainerInstance",
            "ecs:DeregisterContainerInstance",
            "ecs:SubmitTaskStateChange",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:DiscoverPollEndpoint",
            "argosy:AwaitBuilds",
            "argosy:ReportBuild",
            "ecr:GetAuthorizationToken",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchCheckLayerAvailability");

    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final Attempts attempts = new Attempts();
    private PackagedProgram machine;
    private Outbound outbound;
    private Clients clients;
    private ClientIdentity root;
    private ClientIdentity thief;
    private String own;
    private ClientIdentity victim;
    private String other;
    private String task;

    @BeforeEach
    void twoInstances() throws Exception {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        outbound = new Outbound(Duration.ofSeconds(5));
        clients = new Clients(outbound, machine.uri());
        machine.startServer();
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.aws("ecs", "create-cluster", "--cluster-name", "vault");
        machine.startAgent();
        own = machine.instance();
        root = new KeyFiles(machine.data()).read().orElseThrow();
        thief = new KeyFiles(folder.resolve("agent")).read().orElseThrow();
        victim = clients.join(machine.joinToken());
        other = clients.register(victim, PackagedProgram.CLUSTER, Optional.empty());
        clients.open(
                victim, "/acs/ws?clusterArn=" + PackagedProgram.CLUSTER + "&containerInstanceArn=" + other, _ -> {});
        task = taskOfTheOther();
        canaries.in(machine.data());
        canaries.guard("the server's keys", root.key().secret().reveal());
        canaries.guard("the other agent's keys", victim.key().secret().reveal());
    }

    @AfterEach
    void stop() {
        outbound.close();
        machine.close();
    }

    @Test
    void itGetsNothingOfAnybodyElse() throws Exception {
        everyOperation();
        identities();
        theThingsOfOthers();
        theRegistry();
        joinTokens();
        List<String> heard = itsOwnSession();

        attempts.allRefused();
        assertThat(heard).isNotEmpty();
        canaries.areUnseenAndUnchanged();
        assertThat(status()).isEqualTo("PENDING");
        assertThat(clients.states(root, List.of(own, other))).containsExactly("ACTIVE", "ACTIVE");
        attempts.standOnThePageAs("a stolen agent key");
    }

    private void everyOperation() throws Exception {
        for (ServiceModel service : List.of(Ecs.MODEL, Ecr.MODEL, Argosy.MODEL)) {
            Map<String, Set<String>> byAnswer = new TreeMap<>();
            for (String name : service.operations()) {
                if (!OF_AGENTS.contains(service.signingName() + ":" + name)) {
                    String answer = answer(service.operation(name).orElseThrow());
                    byAnswer.computeIfAbsent(answer, _ -> new TreeSet<>()).add(name);
                }
            }
            byAnswer.forEach((answer, names) -> record(service.signingName() + " " + String.join(", ", names), answer));
        }
    }

    /// STS speaks another protocol than the rest, so the CLI asks.
    private void identities() {
        var key = Map.of(
                "AWS_ACCESS_KEY_ID", thief.key().id(),
                "AWS_SECRET_ACCESS_KEY", thief.key().secret().reveal(),
                "AWS_REGION", thief.region(),
                "AWS_EC2_METADATA_DISABLED", "true");
        String words = "sts assume-role --role-arn arn:aws:iam::123456789012:role/admin --role-session-name thief";
        Command answer = Command.run(
                folder,
                key,
                Duration.ofMinutes(1),
                List.of(("/usr/bin/aws --endpoint-url " + machine.uri() + " " + words).split(" ")));
        String code = code(canaries.see(answer.output()));
        record("sts assume-role", answer.status() == 0 ? "TAKEN " + answer.output() : code);
    }

    /// The error's code in whatever form it came; what holds none was no refusal.
    private static String code(String answer) {
        Matcher code = CODE.matcher(answer);
        assertThat(code.find()).as(answer).isTrue();
        return code.group();
    }

    private <I extends Shape, O extends Shape> String answer(OperationModel<I, O> operation) throws IOException {
        return answer(operation, LeastInput.of(operation.input()));
    }

    private <I extends Shape, O extends Shape> String answer(OperationModel<I, O> operation, I input)
            throws IOException {
        try {
            return "TAKEN " + canaries.see(String.valueOf(clients.as(thief).call(operation, input)));
        } catch (ApiException refused) {
            canaries.see(refused.error().message());
            return refused.error().code();
        }
    }

    private void record(String what, String answer) {
        if (answer.startsWith("TAKEN")) {
            attempts.gotThrough(what, answer);
        } else {
            attempts.refused(what, answer);
        }
    }

    private void theThingsOfOthers() throws Exception {
        attempts.name(other, "OTHER");
        record(
                "another instance's control session",
                session(thief, "/acs/ws?clusterArn=" + PackagedProgram.CLUSTER + "&containerInstanceArn=" + other));
        record(
                "another instance's telemetry",
                session(thief, "/tcs/ws?cluster=" + PackagedProgram.CLUSTER + "&containerInstance=" + other));
        record(
                "a control session in another cluster",
                session(thief, "/acs/ws?clusterArn=vault" + "&containerInstanceArn=" + own));
        record("registering as another instance", registration(thief, PackagedProgram.CLUSTER, Optional.of(other)));
        record("registering in another cluster", registration(thief, "vault", Optional.empty()));
        record(
                "registering in another region",
                registration(new ClientIdentity(thief.key(), "other-1"), PackagedProgram.CLUSTER, Optional.empty()));
        record(
                "deregistering another instance",
                answer(
                        Ecs.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .containerInstance(other)
                                .force(true)
                                .build()));
        tasksOfOthers();
    }

    private void tasksOfOthers() throws Exception {
        record(
                "a report that another instance's task stopped",
                answer(
                        Ecs.SUBMIT_TASK_STATE_CHANGE,
                        SubmitTaskStateChangeRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .task(task)
                                .status("STOPPED")
                                .build()));
        record(
                "a report on another instance's container",
                answer(
                        Ecs.SUBMIT_CONTAINER_STATE_CHANGE,
                        SubmitContainerStateChangeRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .task(task)
                                .containerName("app")
                                .status("STOPPED")
                                .build()));
        record(
                "the definition of another's task, with its environment",
                answer(
                        Ecs.DESCRIBE_TASK_DEFINITION,
                        DescribeTaskDefinitionRequest.builder()
                                .taskDefinition("private")
                                .build()));
        record(
                "another's task",
                answer(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .tasks(List.of(task))
                                .build()));
    }

    private void theRegistry() throws Exception {
        assertThat(clients.as(root)
                        .call(
                                Ecr.CREATE_REPOSITORY,
                                CreateRepositoryRequest.builder()
                                        .repositoryName("web")
                                        .build())
                        .repository())
                .isPresent();
        record(
                "changing a repository",
                answer(
                        Ecr.PUT_IMAGE_TAG_MUTABILITY,
                        PutImageTagMutabilityRequest.builder()
                                .repositoryName("web")
                                .imageTagMutability("IMMUTABLE")
                                .build()));
        String password = clients.as(thief)
                .call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .orElseThrow()
                .getFirst()
                .authorizationToken()
                .orElseThrow();
        String digest = "sha256:" + "0".repeat(64);
        for (String request : List.of(
                "POST /v2/web/blobs/uploads/",
                "PUT /v2/web/blobs/uploads/x?digest=" + digest,
                "POST /v2/web/blobs/uploads/?mount=" + digest + "&from=other",
                "PUT /v2/web/manifests/latest",
                "DELETE /v2/web/manifests/latest",
                "DELETE /v2/web/blobs/" + digest,
                "GET /v2/web/tags/list",
                "GET /v2/_catalog")) {
            HttpResponse<String> answer = clients.registry(request, password);
            canaries.see(answer.body());
            int status = answer.statusCode();
            String what = "with its registry password " + request.replace(digest, "DIGEST");
            if (status == 401 || status == 403) {
                attempts.refused(what, Integer.toString(status));
            } else {
                attempts.gotThrough(what, Integer.toString(status));
            }
        }
    }

    private void joinTokens() throws Exception {
        String spent = machine.joinToken();
        assertThat(clients.join(spent)).isNotNull();
        String brief = machine.joinToken("--expires", "1s");
        String good = machine.joinToken();
        record("a join token that was spent", joining(spent));
        PackagedProgram.await("the token is over", () -> joining(brief).equals("AccessDeniedException"));
        record("a join token that is over", joining(brief));
        record("a join token that never was", joining("ajt-0000000000000000-" + "A".repeat(40)));
        Set<String> answers = new TreeSet<>();
        for (int guess = 0; guess < 300; guess++) {
            answers.add(joining(good.substring(0, 21) + String.format("%040d", guess)));
        }
        record("300 guesses at a token whose id is known", String.join(" ", answers));
        assertThat(clients.join(good)).isNotNull();
    }

    private String joining(String token) {
        try {
            return "TAKEN " + clients.join(token).key().id();
        } catch (ApiException refused) {
            return refused.error().code();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /// What the key is for: it hears what its own instance is to run, and of no other.
    private List<String> itsOwnSession() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        clients.open(
                thief, "/acs/ws?clusterArn=" + PackagedProgram.CLUSTER + "&containerInstanceArn=" + own, heard::add);
        define("of-its-own", "nothing");
        start(own, "of-its-own");
        PackagedProgram.await(
                "it hears of its own task", () -> heard.stream().anyMatch(text -> text.contains("of-its-own")));
        heard.forEach(canaries::see);
        return heard;
    }

    private String session(ClientIdentity as, String path) throws IOException {
        try {
            clients.open(as, path, canaries::see);
            return "TAKEN";
        } catch (HandshakeRefused refused) {
            return "handshake " + refused.status() + " " + code(canaries.see(refused.body()));
        }
    }

    private String registration(ClientIdentity as, String cluster, Optional<String> before) throws IOException {
        try {
            return "TAKEN " + clients.register(as, cluster, before);
        } catch (ApiException refused) {
            return refused.error().code();
        }
    }

    private String taskOfTheOther() throws Exception {
        define("private", canaries.named("another instance's task"));
        return start(other, "private");
    }

    private void define(String family, String secret) throws IOException {
        assertThat(clients.as(root)
                        .call(
                                Ecs.REGISTER_TASK_DEFINITION,
                                RegisterTaskDefinitionRequest.builder()
                                        .family(family)
                                        .containerDefinitions(List.of(Clients.container(family, secret)))
                                        .build())
                        .taskDefinition())
                .isPresent();
    }

    private String start(String instance, String family) throws Exception {
        var started = clients.as(root)
                .call(
                        Ecs.START_TASK,
                        StartTaskRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .taskDefinition(family)
                                .containerInstances(List.of(instance))
                                .build());
        assertThat(started.tasks().orElse(List.of())).as(started.toString()).isNotEmpty();
        return started.tasks().orElseThrow().getFirst().taskArn().orElseThrow();
    }

    private String status() throws Exception {
        return clients.as(root)
                .call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .tasks(List.of(task))
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .lastStatus()
                .orElseThrow();
    }
}
