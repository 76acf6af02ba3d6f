package io.argosy.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/// The AWS SDK for Java as it comes, against the room behind a real port.
final class SdkTest {
    private static final AccessKey KEY = AccessKey.lasting("AKIAROOT", "root-secret");
    private static final String GROUP = "arn:aws:scheduler:local-1:123456789012:schedule-group/reports";

    @TempDir
    private Path folder;

    private Fleet fleet;
    private ApiServer server;
    private SchedulerClient scheduler;
    private EventBridgeClient events;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of(Credential.root(KEY, Fleet.REALM.account())), _ -> Optional.empty()),
                fleet.operations(),
                List.of(),
                List.of());
        server.start();
        scheduler = told(SchedulerClient.builder()).build();
        events = told(EventBridgeClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B told(B client) {
        return client.endpointOverride(URI.create("http://127.0.0.1:" + server.localPort()))
                .region(Region.of(Fleet.REALM.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEY.id(), KEY.secret().reveal())));
    }

    @AfterEach
    void close() {
        scheduler.close();
        events.close();
        server.close();
        fleet.close();
    }

    private static CreateScheduleRequest.Builder schedule(CreateScheduleRequest.Builder schedule, String name) {
        return schedule.name(name)
                .scheduleExpression("cron(15 2 ? * MON-FRI *)")
                .scheduleExpressionTimezone("Europe/Berlin")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(target -> target.arn(Fleet.CLUSTER)
                        .roleArn(Fleet.ROLE)
                        .ecsParameters(ecs ->
                                ecs.taskDefinitionArn("report").tags(List.of(Map.of("Key", "team", "Value", "shop")))));
    }

    @Test
    void aScheduleIsMadeReadChangedAndRemoved() {
        String arn = scheduler
                .createSchedule(made -> schedule(made, "nightly").description("every night"))
                .scheduleArn();
        assertThat(arn).isEqualTo("arn:aws:scheduler:local-1:123456789012:schedule/default/nightly");

        GetScheduleResponse read = scheduler.getSchedule(get -> get.name("nightly"));
        assertThat(read.state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(read.groupName()).isEqualTo("default");
        assertThat(read.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(read.target().ecsParameters().taskDefinitionArn()).isEqualTo("report");

        scheduler.updateSchedule(change -> change.name("nightly")
                .scheduleExpression("rate(1 days)")
                .state(ScheduleState.DISABLED)
                .flexibleTimeWindow(
                        window -> window.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(15))
                .target(read.target()));
        GetScheduleResponse changed = scheduler.getSchedule(get -> get.name("nightly"));
        assertThat(changed.description()).isNull();
        assertThat(changed.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(changed.creationDate()).isEqualTo(read.creationDate());

        scheduler.deleteSchedule(delete -> delete.name("nightly"));
        assertThatThrownBy(() -> scheduler.getSchedule(get -> get.name("nightly")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule nightly does not exist.");
    }

    @Test
    void groupsHaveTagsAndTakeTheirSchedulesAlong() {
        scheduler.createScheduleGroup(group -> group.name("reports")
                .tags(Tag.builder().key("argosy:overlap").value("skip").build()));
        scheduler.createSchedule(made -> schedule(made, "nightly").groupName("reports"));
        scheduler.tagResource(tag -> tag.resourceArn(GROUP)
                .tags(Tag.builder().key("team").value("shop").build()));
        scheduler.untagResource(tag -> tag.resourceArn(GROUP).tagKeys("argosy:overlap"));

        assertThat(scheduler
                        .listTagsForResource(list -> list.resourceArn(GROUP))
                        .tags())
                .extracting(Tag::key)
                .containsExactly("team");
        assertThat(scheduler.listScheduleGroups(list -> list.namePrefix("re")).scheduleGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.stateAsString()).isEqualTo("ACTIVE"));
        assertThatThrownBy(() -> scheduler.createScheduleGroup(group -> group.name("reports")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> scheduler.deleteScheduleGroup(group -> group.name("default")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("This operation cannot be performed on schedule group default.");
        assertThatThrownBy(() -> scheduler.tagResource(tag -> tag.resourceArn(GROUP)
                        .tags(Tag.builder().key("argosy:overlap").value("never").build())))
                .hasMessageContaining("argosy:overlap should be allow, skip, queue or replace, not never");

        scheduler.deleteScheduleGroup(group -> group.name("reports"));
        assertThat(scheduler.listSchedules(list -> list.maxResults(9)).schedules())
                .isEmpty();
    }

    @Test
    void listsHaveFiltersAndPages() {
        IntStream.range(0, 7)
                .forEach(i -> scheduler.createSchedule(
                        made -> schedule(made, "s" + i).state(i < 5 ? ScheduleState.ENABLED : ScheduleState.DISABLED)));

        List<String> names =
                scheduler
                        .listSchedulesPaginator(list -> list.maxResults(2).state(ScheduleState.ENABLED))
                        .schedules()
                        .stream()
                        .map(ScheduleSummary::name)
                        .toList();

        assertThat(names).containsExactly("s0", "s1", "s2", "s3", "s4");
        assertThat(scheduler.listSchedules(list -> list.namePrefix("s6")).schedules())
                .hasSize(1);
        assertThatThrownBy(() -> scheduler.listSchedules(list -> list.groupName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aRequestUnderOneTokenIsCarriedOutOnce() {
        scheduler.createSchedule(made -> schedule(made, "nightly").clientToken("one"));
        scheduler.createSchedule(made -> schedule(made, "nightly").clientToken("one"));

        assertThatThrownBy(() ->
                        scheduler.createSchedule(made -> schedule(made, "other").clientToken("one")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> scheduler.createSchedule(made -> schedule(made, "nightly")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Schedule nightly already exists.");
        scheduler.deleteSchedule(delete -> delete.name("nightly").clientToken("two"));
        scheduler.deleteSchedule(delete -> delete.name("nightly").clientToken("two"));
    }

    @Test
    void aScheduledRuleAndItsTargetsAreMadeReadAndRemoved() {
        String arn = events.putRule(rule -> rule.name("hourly").scheduleExpression("rate(1 hour)"))
                .ruleArn();
        events.putTargets(put -> put.rule("hourly")
                .targets(Target.builder()
                        .id("task")
                        .arn(Fleet.CLUSTER)
                        .roleArn(Fleet.ROLE)
                        .ecsParameters(ecs -> ecs.taskDefinitionArn("report"))
                        .build()));

        assertThat(arn).isEqualTo("arn:aws:events:local-1:123456789012:rule/hourly");
        assertThat(events.describeRule(rule -> rule.name("hourly")).scheduleExpression())
                .isEqualTo("rate(1 hour)");
        assertThat(events.listTargetsByRule(list -> list.rule("hourly")).targets())
                .singleElement()
                .satisfies(target ->
                        assertThat(target.ecsParameters().taskDefinitionArn()).isEqualTo("report"));
        assertThat(events.listRuleNamesByTarget(list -> list.targetArn(Fleet.CLUSTER))
                        .ruleNames())
                .containsExactly("hourly");
        events.disableRule(rule -> rule.name("hourly"));
        assertThat(events.listRules(list -> list.namePrefix("h"))
                        .rules()
                        .getFirst()
                        .stateAsString())
                .isEqualTo("DISABLED");
        assertThatThrownBy(() -> events.deleteRule(rule -> rule.name("hourly")))
                .hasMessageContaining("Rule can't be deleted since it has targets.");
        assertThat(events.removeTargets(remove -> remove.rule("hourly").ids("task", "none"))
                        .failedEntryCount())
                .isEqualTo(1);
        events.deleteRule(rule -> rule.name("hourly"));
        events.deleteRule(rule -> rule.name("hourly"));
    }

    @Test
    void aPatternIsKeptAsItWasSentAndEventsAreAnotherRooms() {
        events.putRule(rule -> rule.name("r").eventPattern("{\"source\": [\"aws.ecs\"]}"));

        assertThat(events.describeRule(rule -> rule.name("r")).eventPattern()).isEqualTo("{\"source\": [\"aws.ecs\"]}");
        assertThatThrownBy(() -> events.putRule(rule -> rule.name("r").eventPattern("{\"source\":\"aws.ecs\"}")))
                .isInstanceOf(InvalidEventPatternException.class)
                .hasMessageContaining("Event pattern is not valid. Reason: \"source\" must be an object or an array");
        assertThatThrownBy(() -> events.putEvents(put -> put.entries(
                        List.of(PutEventsRequestEntry.builder().source("me").build()))))
                .hasMessageContaining("PutEvents is not available in this version of Argosy.");
    }
}
