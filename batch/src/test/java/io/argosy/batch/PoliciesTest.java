package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static io.argosy.batch.BatchServer.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.FairsharePolicy;
import software.amazon.awssdk.services.batch.model.SchedulingPolicyDetail;
import software.amazon.awssdk.services.batch.model.SchedulingPolicyListingDetail;
import software.amazon.awssdk.services.batch.model.ShareAttributes;

/// Scheduling policies as a client sees them.
final class PoliciesTest {
    private static final String TEAMS = ARNS + "scheduling-policy/teams";

    private BatchServer server;
    private BatchClient sdk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
        sdk = server.sdk();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ShareAttributes share(String name, float weight) {
        return ShareAttributes.builder()
                .shareIdentifier(name)
                .weightFactor(weight)
                .build();
    }

    private String refusal(Consumer<FairsharePolicy.Builder> policy) {
        return outcome(
                () -> sdk.createSchedulingPolicy(make -> make.name("teams").fairsharePolicy(policy)));
    }

    private SchedulingPolicyDetail described() {
        return sdk.describeSchedulingPolicies(ask -> ask.arns(TEAMS, ARNS + "scheduling-policy/nope"))
                .schedulingPolicies()
                .getFirst();
    }

    @Test
    void oneWithoutABodyIsFairAndEmpty() {
        var made = sdk.createSchedulingPolicy(make -> make.name("teams"));

        assertThat(made.arn()).isEqualTo(TEAMS);
        assertThat(made.name()).isEqualTo("teams");
        assertThat(described().fairsharePolicy())
                .isEqualTo(FairsharePolicy.builder()
                        .computeReservation(0)
                        .shareDecaySeconds(0)
                        .shareDistribution(List.of())
                        .build());
        assertThat(described().hasTags()).isTrue();
        assertThat(outcome(() -> sdk.createSchedulingPolicy(make -> make.name("teams"))))
                .isEqualTo("ClientException: Object already exists");
    }

    @Test
    void rangesAndOverlapsAreRefused() {
        assertThat(refusal(fair -> fair.shareDecaySeconds(604_801)))
                .isEqualTo(wrapped("shareDecaySeconds must be between 0 and 604800"));
        assertThat(refusal(fair -> fair.computeReservation(100)))
                .isEqualTo(wrapped("computeReservation must be between 0 and 99"));
        assertThat(refusal(fair -> fair.shareDistribution(share("a", 0f)))).contains("weightFactor must be between");
        assertThat(refusal(fair -> fair.shareDistribution(share("a-b", 1f)))).contains("must be alphanumeric");
        assertThat(refusal(fair -> fair.shareDistribution(share("UserA*", 1f), share("UserA1", 1f))))
                .isEqualTo(wrapped("shareIdentifier UserA1 overlaps with UserA*"));
        assertThat(refusal(fair -> fair.shareDistribution(share("a", 1f), share("a", 2f))))
                .isEqualTo(wrapped("shareIdentifier a overlaps with a"));
        assertThat(refusal(fair -> fair.shareDecaySeconds(604_800)
                        .computeReservation(99)
                        .shareDistribution(share("a", 0.0001f), share("b*", 999.9999f))))
                .isEqualTo("ok");
    }

    @Test
    void anUpdateReplacesTheBodyAndNeverTheKind() {
        sdk.createSchedulingPolicy(make -> make.name("teams").fairsharePolicy(fair -> fair.computeReservation(50)));

        sdk.updateSchedulingPolicy(
                update -> update.arn(TEAMS).fairsharePolicy(fair -> fair.shareDistribution(share("a", 0.5f))));

        assertThat(described().fairsharePolicy().computeReservation()).isZero();
        assertThat(described().fairsharePolicy().shareDistribution()).containsExactly(share("a", 0.5f));
        assertThat(outcome(() -> sdk.updateSchedulingPolicy(update ->
                        update.arn(TEAMS).quotaSharePolicy(quota -> quota.idleResourceAssignmentStrategy("FIFO")))))
                .isEqualTo(wrapped("The kind of a scheduling policy cannot change"));
        assertThat(outcome(() -> sdk.updateSchedulingPolicy(update -> update.arn(TEAMS + "2"))))
                .isEqualTo("ClientException: " + TEAMS + "2 does not exist");
    }

    @Test
    void oneThatAQueueNamesStays() {
        sdk.createSchedulingPolicy(make -> make.name("teams"));
        sdk.createComputeEnvironment(EnvironmentsTest.managed("a").build());
        sdk.createJobQueue(make -> make.jobQueueName("etl")
                .priority(1)
                .schedulingPolicyArn(TEAMS)
                .computeEnvironmentOrder(QueuesTest.on(1, "a")));

        String named = outcome(() -> sdk.deleteSchedulingPolicy(gone -> gone.arn(TEAMS)));
        sdk.updateJobQueue(update -> update.jobQueue("etl").state("DISABLED"));
        sdk.deleteJobQueue(gone -> gone.jobQueue("etl"));
        sdk.deleteSchedulingPolicy(gone -> gone.arn(TEAMS));

        assertThat(named).isEqualTo("ClientException: Cannot delete, found existing JobQueue relationship");
        assertThat(sdk.describeSchedulingPolicies(ask -> ask.arns(TEAMS)).schedulingPolicies())
                .isEmpty();
        assertThat(outcome(() -> sdk.deleteSchedulingPolicy(gone -> gone.arn(TEAMS))))
                .isEqualTo("ok");
    }

    @Test
    void allAreListedInPages() {
        IntStream.range(0, 5).forEach(i -> sdk.createSchedulingPolicy(make -> make.name("p" + i)));

        List<String> listed = sdk.listSchedulingPoliciesPaginator(ask -> ask.maxResults(2)).stream()
                .flatMap(page -> page.schedulingPolicies().stream())
                .map(SchedulingPolicyListingDetail::arn)
                .toList();

        assertThat(listed)
                .isEqualTo(Stream.of("p0", "p1", "p2", "p3", "p4")
                        .map(name -> ARNS + "scheduling-policy/" + name)
                        .toList());
    }
}
