package io.argosy.schedules;

import static io.argosy.schedules.Definitions.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.scheduler.CreateScheduleInput;
import io.argosy.shapes.scheduler.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that are lost, and clocks that are set: each due time is decided once, and no run is started twice.
final class OutageTest {
    private static final String ALERTS = "arn:aws:logs:local-1:123456789012:log-group:/alerts";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
        fleet.joined(200);
        fleet.defined("etl");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void made(CreateScheduleInput.Builder schedule) {
        fleet.call(Scheduler.CREATE_SCHEDULE, schedule.build());
        fleet.step();
    }

    /// Every ten minutes from ten past on.
    private void everyTenMinutes(String options) {
        made(schedule("etl", "cron(0/10 * * * ? *)").description(options));
        fleet.pass(Duration.ofMinutes(10));
        fleet.exit(0);
        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:10:00Z SUCCEEDED");
    }

    private List<String> afterAnHour(String options) throws IOException {
        everyTenMinutes(options);
        fleet.outage(HOUR.plusMinutes(5));
        return fleet.runs("etl").subList(1, fleet.runs("etl").size());
    }

    @Test
    void afterAnOutageTheLastTimeIsMadeUpFor() throws IOException {
        assertThat(afterAnHour(""))
                .containsExactly(
                        "2026-01-05T12:20:00Z MISSED",
                        "2026-01-05T12:30:00Z MISSED",
                        "2026-01-05T12:40:00Z MISSED",
                        "2026-01-05T12:50:00Z MISSED",
                        "2026-01-05T13:00:00Z MISSED",
                        "2026-01-05T13:10:00Z STARTED");
    }

    @Test
    void afterAnOutageNothingIsMadeUpForWhereNobodyWantsItAndThatIsTold() throws IOException {
        List<String> runs = afterAnHour("argosy:catch-up=none argosy:alert=" + ALERTS);

        assertThat(runs).hasSize(6).allMatch(run -> run.endsWith("MISSED"));
        assertThat(fleet.missed()).isEqualTo(6);
        assertThat(fleet.logged("/alerts")).hasSize(6).allMatch(line -> line.contains("\"outcome\":\"MISSED\""));
        fleet.pass(Duration.ofMinutes(5));
        assertThat(fleet.runs("etl").getLast()).isEqualTo("2026-01-05T13:20:00Z STARTED");
    }

    @Test
    void afterAnOutageAllTimesUpToANumberAreMadeUpFor() throws IOException {
        assertThat(afterAnHour("argosy:catch-up=4"))
                .containsExactly(
                        "2026-01-05T12:20:00Z MISSED",
                        "2026-01-05T12:30:00Z MISSED",
                        "2026-01-05T12:40:00Z STARTED",
                        "2026-01-05T12:50:00Z STARTED",
                        "2026-01-05T13:00:00Z STARTED",
                        "2026-01-05T13:10:00Z STARTED");
    }

    @Test
    void whatIsMadeUpForComesOneAfterTheOtherWhereRunsAreQueued() throws IOException {
        assertThat(afterAnHour("argosy:catch-up=3 argosy:overlap=queue"))
                .endsWith("2026-01-05T12:50:00Z STARTED", "2026-01-05T13:00:00Z QUEUED", "2026-01-05T13:10:00Z QUEUED");
        assertThat(fleet.running()).hasSize(1);
        fleet.exit(0);
        assertThat(fleet.running()).hasSize(1);
        fleet.exit(0);
        fleet.exit(0);
        assertThat(fleet.runs("etl").subList(4, 7)).allMatch(run -> run.endsWith("SUCCEEDED"));
    }

    @Test
    void aShortStopMissesNothing() throws IOException {
        everyTenMinutes("argosy:catch-up=none");
        fleet.pass(Duration.ofSeconds(590));

        fleet.outage(Duration.ofSeconds(40));

        assertThat(fleet.runs("etl").getLast()).isEqualTo("2026-01-05T12:20:00Z STARTED");
    }

    @Test
    void aClockThatIsSetBackRepeatsNothing() {
        everyTenMinutes("");

        fleet.set(Fleet.NOON.minus(HOUR));
        fleet.pass(Duration.ofMinutes(30));
        assertThat(fleet.runs("etl")).hasSize(1);
        fleet.set(Fleet.NOON.plus(Duration.ofMinutes(20)));

        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:10:00Z SUCCEEDED", "2026-01-05T12:20:00Z STARTED");
    }

    @Test
    void aClockThatIsSetForwardIsAnOutage() {
        everyTenMinutes("argosy:catch-up=none");

        fleet.set(Fleet.NOON.plus(Duration.ofMinutes(45)));

        assertThat(fleet.runs("etl").subList(1, 4)).allMatch(run -> run.endsWith("MISSED"));
        assertThat(fleet.tasks()).hasSize(1);
    }

    @Test
    void ofALongOutageTheLastHundredTimesAreRememberedOneByOne() throws IOException {
        made(schedule("etl", "rate(1 minute)"));

        fleet.outage(Duration.ofDays(3));

        assertThat(fleet.runs("etl")).hasSize(1 + 100 + 1);
        assertThat(fleet.remembered("etl").get(100).reason().orElseThrow()).contains("4219 times before it");
    }

    @Test
    void aTaskThatEndedWhileNobodyLookedIsRememberedByTheNextServer() throws IOException {
        made(schedule("etl", "at(2026-01-05T12:00)"));
        fleet.outage(Duration.ofMinutes(2));
        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z STARTED");

        fleet.exit(0);

        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z SUCCEEDED");
        assertThat(fleet.tasks()).hasSize(1);
    }

    @Test
    void runsAreForgottenAfterAMonth() throws IOException {
        everyTenMinutes("argosy:catch-up=none");

        fleet.outage(Duration.ofDays(31));
        fleet.forget();

        assertThat(fleet.runs("etl"))
                .doesNotContain("2026-01-05T12:10:00Z SUCCEEDED")
                .hasSize(100 + 1);
    }
}
