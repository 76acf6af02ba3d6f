package io.argosy.insight.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.argosy.control.access.JoinRefusals;
import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.model.AgentKey;
import io.argosy.model.ApiException;
import io.argosy.model.CapacityProvider;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceHealth;
import io.argosy.model.JoinToken;
import io.argosy.model.ScalingReport;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.InstanceVeto;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `Explain` says of prepared states: the cause by its code, in the user's words, and what it rests on.
final class ExplainTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    private Workshop workshop;
    private final JoinRefusals refusals = new JoinRefusals();

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.operations().addAll(ServiceOperations.all(workshop.clusters(), workshop.settings(), workshop::id));
        workshop.operations().add(new Explain(workshop.clusters(), refusals, Duration.ofMinutes(2), workshop.clock()));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private List<Finding> explained(String subject) {
        return workshop.call(
                        Argosy.EXPLAIN,
                        ExplainRequest.builder().subject(subject).build())
                .findings()
                .orElseThrow();
    }

    private Finding one(String subject) {
        List<Finding> findings = explained(subject);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static String code(Finding finding) {
        return finding.code().orElseThrow();
    }

    private void service(String name, UnaryOperator<CreateServiceRequest.Builder> more) {
        workshop.call(
                Ecs.CREATE_SERVICE,
                more.apply(CreateServiceRequest.builder()
                                .serviceName(name)
                                .taskDefinition("web:1")
                                .desiredCount(1))
                        .build());
    }

    @Test
    void aClusterThatIsWellHasNothingToSay() {
        workshop.joined(1024, 1024);

        assertThat(explained("")).isEmpty();
    }

    @Test
    void withoutInstancesNothingCanRun() {
        assertThat(code(one(""))).isEqualTo("NoInstances");
        workshop.defined("web");
        service("web", same -> same);

        assertThat(explained("")).extracting(ExplainTest::code).containsOnly("NoInstances");
        assertThat(one("web").nextStep().orElseThrow()).contains("argosy token create --cluster default");
    }

    /// A task that waits for a provider, and what managed scaling found of that.
    private String waiting(Optional<ScalingReport> report) {
        workshop.defined("web");
        var scope = workshop.scope();
        scope.account().write(tx -> {
            var group = AutoScalingGroupProvider.builder()
                    .autoScalingGroupArn("arn:aws:autoscaling:local-1:123456789012:autoScalingGroup:x:"
                            + "autoScalingGroupName/pool")
                    .managedScaling(ManagedScaling.builder().status("ENABLED").build())
                    .build();
            tx.add(new CapacityProvider(
                    "made",
                    CapacityProvider.Status.ACTIVE,
                    group,
                    List.of(),
                    CapacityProvider.Update.CREATE_COMPLETE,
                    tx.now()));
            var cluster = tx.state().cluster(scope.name()).orElseThrow();
            tx.update(cluster.with(cluster.configuration().toBuilder()
                    .capacityProviders(List.of("made"))
                    .build()));
            return group;
        });
        report.ifPresent(found -> scope.store().write(tx -> {
            tx.add(found);
            return found;
        }));
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder()
                                .taskDefinition("web")
                                .capacityProviderStrategy(List.of(CapacityProviderStrategyItem.builder()
                                        .capacityProvider("made")
                                        .build()))
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    @Test
    void aTaskThatWaitsForHostsOnTheirWayIsToldSo() {
        Finding finding = one(waiting(Optional.of(new ScalingReport("made", 2, 1, 1, Optional.empty()))));

        assertThat(code(finding)).isEqualTo("CapacityAwaited");
        assertThat(finding.cause().orElseThrow())
                .isEqualTo("it waits for the capacity provider made, for which 2 instances are needed, 1 are there and"
                        + " 1 are on their way");
        assertThat(explained("")).extracting(ExplainTest::code).doesNotContain("CapacityAwaited");
    }

    @Test
    void hostsThatFailAreToldWithWhatWasSaid() {
        var report = ScalingReport.none("made")
                .counting(1, 0, 0)
                .failed("quota exceeded", workshop.clock().instant());

        Finding finding = one(waiting(Optional.of(report)));

        assertThat(code(finding)).isEqualTo("HostsFail");
        assertThat(finding.cause().orElseThrow()).endsWith("its hosts failed 1 times in a row: quota exceeded");
        assertThat(code(one(""))).isEqualTo("HostsFail");
    }

    @Test
    void aGroupThatIsFullIsTold() {
        assertThat(code(one(waiting(Optional.of(new ScalingReport("made", 5, 3, 0, Optional.empty()))))))
                .isEqualTo("GroupFull");
    }

    @Test
    void aTaskThatNoHostOfItsGroupWouldTakeIsTold() {
        assertThat(code(one(waiting(Optional.of(new ScalingReport("made", 0, 0, 0, Optional.empty()))))))
                .isEqualTo("CapacityUnfit");
    }

    @Test
    void memoryThatIsShortIsToldOfEveryInstanceTheClosestFirst() {
        workshop.defined(
                "web",
                definition -> definition.containerDefinitions(
                        List.of(Workshop.container("app").memory(4_000).build())));
        workshop.joined(1024, 1_000);
        workshop.joined(1024, 3_000);
        service("web", same -> same);

        Finding finding = one("web");

        assertThat(code(finding)).isEqualTo("MemoryShort");
        assertThat(finding.severity()).contains("CRITICAL");
        assertThat(finding.vetoes().orElseThrow())
                .extracting(InstanceVeto::asked, InstanceVeto::free)
                .containsExactly(
                        tuple(Optional.of(4_000L), Optional.of(3_000L)),
                        tuple(Optional.of(4_000L), Optional.of(1_000L)));
        assertThat(finding.nextStep().orElseThrow()).contains("the largest here has 3000 MiB");
    }

    /// The same words as placement's, of the same rule.
    @Test
    void aDefinitionCanBeAskedBeforeItRuns() {
        workshop.defined("web");
        workshop.joined(64, 1_000);

        assertThat(code(one("web:1"))).isEqualTo("CpuShort");
        assertThat(one("definition/web").vetoes().orElseThrow())
                .extracting(veto -> veto.detail().orElseThrow())
                .containsExactly("has insufficient CPU units available (asked: 128, free: 64)");
        workshop.joined(1024, 1_000);

        assertThat(code(one("web:1"))).isEqualTo("AsItShouldBe");
    }

    @Test
    void aTaskThatEndedSaysHow() {
        workshop.defined("web");
        workshop.joined(1024, 1_000);
        String task = run();

        stopped(task, 127, "");

        Finding finding = one(task);
        assertThat(code(finding)).isEqualTo("CommandNotFound");
        assertThat(finding.cause().orElseThrow()).contains("exit code 127");
        assertThat(finding.containers().orElseThrow())
                .allSatisfy(container -> assertThat(container.exitCode()).contains(127));
        assertThat(explained("")).extracting(ExplainTest::code).containsExactly("CommandNotFound");
    }

    @Test
    void aTaskThatIsDoneIsNoTrouble() {
        workshop.defined("web");
        workshop.joined(1024, 1_000);
        String task = run();

        stopped(task, 0, "");

        assertThat(one(task).severity()).contains("NOTE");
        assertThat(explained("")).isEmpty();
    }

    @Test
    void oldTroubleOfSingleTasksIsForgotten() {
        workshop.defined("web");
        workshop.joined(1024, 1_000);
        stopped(run(), 1, "OutOfMemoryError: Container killed due to memory usage");
        assertThat(code(one(""))).isEqualTo("OutOfMemory");

        workshop.pass(Duration.ofMinutes(11));

        assertThat(explained("")).isEmpty();
    }

    private String run() {
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private void stopped(String task, int exitCode, String reason) {
        for (String status : List.of("RUNNING", "STOPPED")) {
            var container = ContainerStateChange.builder().containerName("app").status(status);
            if (status.equals("STOPPED")) {
                container.exitCode(exitCode).reason(reason);
            }
            workshop.call(
                    Ecs.SUBMIT_TASK_STATE_CHANGE,
                    SubmitTaskStateChangeRequest.builder()
                            .task(task)
                            .status(status)
                            .containers(List.of(container.build()))
                            .build());
        }
    }

    @Test
    void anInstanceWhoseAgentIsAwayIsGoneAndOneWithoutAKeyWasRevoked() {
        ContainerInstanceId id = workshop.joined(1024, 1_000);
        workshop.connect(id, false);
        assertThat(code(one(id.value()))).isEqualTo("KeyRevoked");

        workshop.scope().store().write(tx -> {
            tx.add(new AgentKey(
                    "AGNT0123456789ABCDEF",
                    "secret",
                    AgentKey.Origin.JOIN_TOKEN,
                    new AgentKey.Holder.Instance(id),
                    tx.now()));
            return id;
        });
        workshop.pass(Duration.ofMinutes(5));

        Finding gone = one(id.value());
        assertThat(code(gone)).isEqualTo("InstanceGone");
        assertThat(gone.toString()).doesNotContain("secret");
        assertThat(code(one("AGNT0123456789ABCDEF"))).isEqualTo("AsItShouldBe");
    }

    @Test
    void anImpairedInstanceSaysWhatItsAgentSaid() {
        ContainerInstanceId id = workshop.joined(1024, 1_000);
        workshop.scope().store().write(tx -> {
            var health = new InstanceHealth(
                    "CONTAINER_RUNTIME",
                    InstanceHealth.Status.IMPAIRED,
                    "the disk of /var/lib/docker has 3 MiB free",
                    tx.now(),
                    tx.now());
            tx.update(tx.state().instance(id).orElseThrow().withHealth(List.of(health)));
            return id;
        });

        assertThat(code(one(""))).isEqualTo("DiskFull");
        assertThat(one(id.value().substring(0, 31) + "1").cause().orElseThrow()).contains("3 MiB free");
    }

    @Test
    void aTokenIsTroubleOnceAHostTriedItInVain() {
        workshop.joined(1024, 1_000);
        Instant made = workshop.clock().instant();
        workshop.scope().store().write(tx -> {
            tx.add(new JoinToken(TOKEN, "hash", 1, made, made.plusSeconds(60), List.of()));
            return TOKEN;
        });
        assertThat(code(one("ajt-" + TOKEN + "-any/thing+"))).isEqualTo("AsItShouldBe");

        workshop.pass(Duration.ofMinutes(3));
        refusals.note(TOKEN, workshop.clock().instant());

        assertThat(code(one(TOKEN))).isEqualTo("TokenExpired");
        assertThat(code(one(""))).isEqualTo("TokenExpired");
        assertThat(one("token/" + TOKEN).symptom().orElseThrow()).contains("refused 1 times");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> explained("nobody"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("There is no service, task");
        assertThatThrownBy(() -> explained("ajt-ffffffffffffffff-VeryVerySecret"))
                .hasMessageContaining("Make a new one")
                .hasMessageNotContaining("VeryVerySecret");
        assertThatThrownBy(() -> explained("arn:aws:ecs:local-1:123456789012:service/other/web"))
                .hasMessageContaining("Identifier is for other");
    }

    @Test
    void aNameOfSeveralInstancesIsNoAnswer() {
        workshop.joined(1024, 1_000);
        workshop.joined(1024, 1_000);
        workshop.scope().store().write(tx -> {
            var name = List.of(Tag.builder().key("Name").value("rack-7").build());
            List.copyOf(tx.state().instances()).forEach(instance -> tx.update(instance.tagged(name)));
            return name;
        });

        assertThatThrownBy(() -> explained("instance/rack-7"))
                .hasMessageContaining("rack-7 is the name of 2 container instances");
    }

    /// As it travels.
    @Test
    void theAnswerIsAsItWas() throws IOException {
        workshop.defined("web");
        workshop.joined(64, 1_000);

        String answer = workshop.call(
                Argosy.EXPLAIN, Files.readString(Path.of("src/test/resources/golden/Explain.request.json")));

        Golden.file("Explain.response.json").holds(answer.replace(",\"", ",\n\""));
    }
}
