package io.argosy.registry.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.registry.Registry;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.RegistryState;
import io.argosy.registry.images.Repository;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of ecr-semantics 7.5, carried out on real stores, and each of them once more with images in use.
final class LifecycleCasesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final RepositoryKey KEY = new RepositoryKey(REALM, LifecycleCase.REPOSITORY);

    private final List<ImageUses.Use> uses = new ArrayList<>();
    private Instant now = START;
    private Stores stores;
    private LifecyclePolicies policies;

    @TempDir
    private Path folder;

    static List<LifecycleCase> cases() throws IOException {
        return LifecycleCase.all();
    }

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("journal.db"), Kinds.with(List.of(Registry.KINDS)), () -> now);
        policies = new LifecyclePolicies(stores, _ -> List.copyOf(uses), () -> now);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void prepare(LifecycleCase one) {
        stores.account(REALM).write(tx -> {
            tx.add(new Repository(KEY.name(), "MUTABLE", List.of(), false, List.of(), START));
            one.images(START).forEach(tx::add);
            return one;
        });
        policies.put(KEY, one.policy());
    }

    private Map<String, Image> images() {
        return RegistryState.of(stores.account(REALM).read()).images(KEY.name()).stream()
                .collect(Collectors.toMap(Image::digest, image -> image));
    }

    private static boolean archived(Map<String, Image> images, String digest) {
        return Optional.ofNullable(images.get(digest))
                .filter(image -> image.times().archived())
                .isPresent();
    }

    /// What a run a day later did, by the names of the images.
    private Map<String, String> run(LifecycleCase one) {
        Map<String, Image> before = images();
        policies.run();
        Map<String, Image> after = images();
        Map<String, String> done = new TreeMap<>();
        for (String image : one.images()) {
            String name = image.substring(0, 1);
            String digest = LifecycleCase.digest(name);
            if (before.containsKey(digest) && !after.containsKey(digest)) {
                done.put(name, "expired");
            } else if (archived(after, digest) && !archived(before, digest)) {
                done.put(name, "archived");
            }
        }
        return done;
    }

    @Test
    void allCasesOfTheSpecificationAreHere() throws IOException {
        assertThat(cases().stream().map(one -> one.name().replaceAll("[a-z]", "")))
                .containsAll(IntStream.rangeClosed(1, 27)
                        .mapToObj(number -> "L" + number)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rulesDoWhatEcrDoes(LifecycleCase one) {
        prepare(one);

        for (Object run : one.runs()) {
            if (run instanceof LifecycleCase.Days(int days)) {
                now = now.plus(Duration.ofDays(days));
            } else {
                assertThat(run(one)).isEqualTo(run);
                now = now.plus(Duration.ofHours(24));
            }
        }
    }

    /// Every image of every case in turn is in use, by its digest, and the case runs for a year.
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsInUseStays(LifecycleCase one) {
        for (String image : one.images()) {
            String digest = LifecycleCase.digest(image.substring(0, 1));
            boolean archived = one.images(START).stream()
                    .anyMatch(known ->
                            known.digest().equals(digest) && known.times().archived());
            uses.clear();
            uses.add(new ImageUses.Use("127.0.0.1:9080/" + KEY.name() + ":some", digest));
            stores.account(REALM).write(tx -> {
                RegistryState.of(tx.state()).images(KEY.name()).forEach(tx::remove);
                tx.state().table(Repository.KIND).values().forEach(tx::remove);
                return one;
            });
            now = START;
            prepare(one);

            for (int day = 0; day < 5; day++) {
                policies.run();
                now = now.plus(Duration.ofDays(90));
            }

            assertThat(images()).containsKey(digest);
            assertThat(archived(images(), digest)).isEqualTo(archived);
        }
    }

    @Test
    void aTagThatADefinitionNamesKeepsItsImage() throws IOException {
        LifecycleCase one = cases().getFirst();
        prepare(one);
        uses.add(new ImageUses.Use("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web:beta-7", ""));

        assertThat(run(one)).isEmpty();
    }

    @Test
    void aRunIsDueOnceADayAndAgainAfterANewPolicy() throws IOException {
        LifecycleCase one = cases().getFirst();
        prepare(one);
        policies.run();
        Instant first = policies.find(KEY).orElseThrow().evaluatedAt();
        now = now.plus(Duration.ofHours(23));
        policies.run();

        assertThat(policies.find(KEY).orElseThrow().evaluatedAt()).isEqualTo(first);

        policies.put(KEY, one.policy());
        policies.run();

        assertThat(policies.find(KEY).orElseThrow().evaluatedAt()).isEqualTo(now);
    }
}
