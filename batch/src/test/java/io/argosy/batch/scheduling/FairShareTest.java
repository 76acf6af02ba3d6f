package io.argosy.batch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.scheduling.FairShare.Candidate;
import io.argosy.batch.scheduling.FairShare.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rule of fair-share queues, with the worked cases of batch-semantics 5.4.
final class FairShareTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final int CPU = 1024;

    /// A queue that always has jobs of every share, on so many vCPUs: what each share used on average in the second
    /// half.
    private static Map<String, Double> served(FairShare rule, int vcpus, Duration time, Duration run, long seed) {
        var chance = new Random(seed);
        var uses = new HashMap<String, ShareUse>();
        rule.weights().forEach(weight -> uses.put(weight.share(), ShareUse.none(START)));
        record Running(Instant end, String share) {}
        var running = new PriorityQueue<Running>((one, other) -> one.end().compareTo(other.end()));
        var used = new HashMap<String, Double>();
        Instant now = START;
        Instant counted = START.plus(time.dividedBy(2));
        int number = 0;
        while (now.isBefore(START.plus(time))) {
            while (running.size() < vcpus) {
                Instant at = now;
                Candidate next = uses.entrySet().stream()
                        .map(share -> new Candidate(
                                share.getKey(),
                                rule.weight(share.getKey()),
                                share.getValue().at(at, rule.window()),
                                CPU,
                                ""))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                uses.put(next.share(), next.use().with(CPU));
                long millis = (long) (run.toMillis() * (0.8 + 0.4 * chance.nextDouble()));
                running.add(
                        new Running(now.plusMillis(number++ < vcpus ? chance.nextLong(millis) : millis), next.share()));
            }
            Running over = running.remove();
            if (over.end().isAfter(counted)) {
                double seconds = Duration.between(now.isAfter(counted) ? now : counted, over.end())
                                .toMillis()
                        / 1e3;
                running.forEach(one -> used.merge(one.share(), seconds, Double::sum));
                used.merge(over.share(), seconds, Double::sum);
            }
            now = over.end();
            uses.computeIfPresent(
                    over.share(), (_, use) -> use.at(over.end(), rule.window()).with(-CPU));
        }
        double whole = Duration.between(counted, now).toMillis() / 1e3;
        used.replaceAll((_, seconds) -> seconds / whole);
        return used;
    }

    @Test
    void halfTheWeightGetsTwiceTheResources() {
        var rule = FairShare.of(600, 0, List.of(new Weight("a", 0.5), new Weight("b", 1)));

        Map<String, Double> served = served(rule, 30, Duration.ofHours(4), Duration.ofMinutes(3), 1);

        assertThat(served.get("a")).isBetween(19.0, 21.0);
        assertThat(served.get("b")).isBetween(9.0, 11.0);
    }

    @Test
    void anEighthOfTheWeightGetsEightTimesTheResources() {
        var rule = FairShare.of(600, 0, List.of(new Weight("a", 0.125), new Weight("b", 1)));

        Map<String, Double> served = served(rule, 27, Duration.ofHours(4), Duration.ofMinutes(3), 2);

        assertThat(served.get("a")).isBetween(23.0, 25.0);
        assertThat(served.get("b")).isBetween(2.0, 4.0);
    }

    /// The score is the same for all in the long run, so use goes by the inverse of the weights.
    @Test
    void threeSharesOfAFullQueueUseInTenHoursWhatTheRulePredicts() {
        var rule =
                FairShare.of(0, 0, List.of(new Weight("gold", 0.25), new Weight("silver", 0.5), new Weight("tin", 1)));
        int vcpus = 140;

        Map<String, Double> served = served(rule, vcpus, Duration.ofHours(10), Duration.ofMinutes(5), 3);

        double all = 1 / 0.25 + 1 / 0.5 + 1;
        rule.weights().forEach(weight -> {
            double predicted = vcpus / weight.factor() / all;
            assertThat(served.get(weight.share())).as(weight.share()).isBetween(predicted * 0.95, predicted * 1.05);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "25,256,1,192",
        "25,256,2,240",
        "25,256,3,252",
        "50,64,1,32",
        "50,64,2,48",
        "50,64,3,56",
        "0,64,1,64",
        "25,256,0,192"
    })
    void aReserveIsKeptForSharesThatAreNotActive(int percent, int most, int active, int room) {
        assertThat(FairShare.of(600, percent, List.of()).room(most, active)).isEqualTo(room);
    }

    @Test
    void whoUsedTheWholeQueueForAWindowWaitsUntilTheScoresMeet() {
        var rule = FairShare.of(600, 0, List.of());
        Instant later = START.plusSeconds(600);
        ShareUse alone = new ShareUse(10 * CPU, 0, START).at(later, rule.window());
        var a = new Candidate("a", 1, alone.with(-CPU), CPU, "1");
        var b = new Candidate("b", 1, ShareUse.none(later), CPU, "2");

        int given = 0;
        while (b.compareTo(a) < 0) {
            b = b.followed(CPU, "2");
            given++;
        }

        assertThat(alone.past()).isBetween(9.4 * CPU, 9.6 * CPU);
        assertThat(given).isEqualTo(19);
    }

    @Test
    void ofEqualsTheOneWhoseJobCameEarlierIsNext() {
        var early = new Candidate("z", 1, ShareUse.none(START), CPU, "1");
        var late = new Candidate("a", 1, ShareUse.none(START), CPU, "2");

        assertThat(List.of(late, early).stream().sorted().findFirst()).contains(early);
    }

    @Test
    void aWeightIsThatOfTheShareOrOfTheNamesThatBeginSo() {
        var rule = FairShare.of(0, 0, List.of(new Weight("User*", 2), new Weight("ops", 0.5)));

        assertThat(List.of("UserA", "ops", "other").stream().map(rule::weight)).containsExactly(2.0, 0.5, 1.0);
    }

    @Test
    void whatIsAWindowOldCountsFivePercent() {
        ShareUse use = new ShareUse(0, 1000, START);

        assertThat(use.at(START.plusSeconds(600), Duration.ofSeconds(600)).past())
                .isBetween(49.0, 51.0);
    }
}
