package io.argosy.app;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.argosy.state.ClusterStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.MDC;

/// The house as docs/architecture.md draws it, held against the code.
public final class DoorsTest {
    private static final Pattern GENERATED = Pattern.compile(".*/io/argosy/shapes/(?!json/)[a-z0-9]+/.*");

    /// Each room and the rooms it may know. A room missing from a list is a door that does not exist.
    public static final Map<String, List<String>> DOORS = Map.ofEntries(
            Map.entry("shapes", List.of()),
            Map.entry("model", List.of("shapes")),
            Map.entry("planning", List.of("model", "shapes")),
            Map.entry("state", List.of("model", "shapes")),
            Map.entry("wire", List.of("model", "shapes")),
            Map.entry("taskdefinitions", List.of("model", "shapes")),
            Map.entry("addresses", List.of("model", "state")),
            Map.entry("launches", List.of("model", "planning", "taskdefinitions", "shapes")),
            Map.entry(
                    "control",
                    List.of(
                            "model",
                            "planning",
                            "taskdefinitions",
                            "launches",
                            "state",
                            "addresses",
                            "wire",
                            "shapes")),
            Map.entry("services", List.of("model", "planning", "launches", "state", "control", "wire", "shapes")),
            Map.entry(
                    "reconcilers", List.of("model", "planning", "state", "control", "services", "addresses", "shapes")),
            Map.entry("accountsettings", List.of("model", "state", "wire", "control", "shapes")),
            Map.entry(
                    "sessions", List.of("model", "state", "wire", "control", "addresses", "taskdefinitions", "shapes")),
            Map.entry("insight", List.of("model", "planning", "state", "wire", "control", "sessions", "shapes")),
            Map.entry(
                    "foresight",
                    List.of(
                            "model",
                            "planning",
                            "state",
                            "wire",
                            "control",
                            "services",
                            "reconcilers",
                            "insight",
                            "shapes")),
            Map.entry("docker", List.of("model", "wire", "shapes")),
            Map.entry("usage", List.of("docker", "wire")),
            Map.entry("logshipping", List.of("model", "docker", "wire", "shapes")),
            Map.entry("confinement", List.of("model", "docker", "wire")),
            Map.entry("tasknetworks", List.of("model", "docker", "wire")),
            Map.entry("firelens", List.of("docker", "wire")),
            Map.entry("environmentfiles", List.of("model", "wire", "shapes")),
            Map.entry("imagebuilds", List.of("model", "docker", "wire", "shapes")),
            Map.entry(
                    "agent",
                    List.of(
                            "model",
                            "docker",
                            "usage",
                            "logshipping",
                            "confinement",
                            "tasknetworks",
                            "firelens",
                            "environmentfiles",
                            "imagebuilds",
                            "wire",
                            "shapes")),
            Map.entry("joining", List.of("model", "wire", "agent", "shapes")),
            Map.entry("lifecycle", List.of("shapes")),
            Map.entry("registry", List.of("model", "state", "wire", "lifecycle", "shapes")),
            Map.entry("logs", List.of("model", "state", "wire", "shapes")),
            Map.entry("access", List.of("model", "state", "wire", "shapes")),
            Map.entry("secrets", List.of("model", "state", "wire", "shapes")),
            Map.entry(
                    "capacity",
                    List.of(
                            "model",
                            "planning",
                            "state",
                            "wire",
                            "launches",
                            "control",
                            "reconcilers",
                            "hosts",
                            "shapes")),
            Map.entry("jobqueues", List.of("model", "state", "wire", "taskdefinitions", "control", "shapes")),
            Map.entry(
                    "batch",
                    List.of(
                            "model",
                            "planning",
                            "launches",
                            "state",
                            "wire",
                            "control",
                            "reconcilers",
                            "jobqueues",
                            "shapes")),
            Map.entry("eventpatterns", List.of("shapes")),
            Map.entry("schedules", List.of("model", "state", "wire", "eventpatterns", "shapes")),
            Map.entry("builds", List.of("model", "state", "wire", "control", "reconcilers", "shapes")),
            Map.entry("pipelines", List.of("model", "state", "wire", "control", "reconcilers", "builds", "shapes")),
            Map.entry(
                    "events",
                    List.of(
                            "model",
                            "state",
                            "wire",
                            "control",
                            "registry",
                            "batch",
                            "schedules",
                            "pipelines",
                            "eventpatterns",
                            "shapes")),
            Map.entry("datadirectory", List.of("model", "state", "wire", "registry")),
            Map.entry("hosts", List.of("wire")),
            Map.entry("views", List.of("model", "wire", "docker", "agent", "insight", "shapes")),
            Map.entry("compose", List.of("shapes")),
            Map.entry("shipping", List.of("model", "wire", "views", "compose", "shapes")),
            Map.entry(
                    "app",
                    List.of(
                            "shapes",
                            "model",
                            "planning",
                            "taskdefinitions",
                            "launches",
                            "state",
                            "wire",
                            "control",
                            "services",
                            "accountsettings",
                            "reconcilers",
                            "sessions",
                            "insight",
                            "foresight",
                            "docker",
                            "usage",
                            "logshipping",
                            "confinement",
                            "addresses",
                            "tasknetworks",
                            "firelens",
                            "environmentfiles",
                            "imagebuilds",
                            "agent",
                            "joining",
                            "lifecycle",
                            "registry",
                            "logs",
                            "access",
                            "secrets",
                            "capacity",
                            "jobqueues",
                            "batch",
                            "schedules",
                            "builds",
                            "pipelines",
                            "events",
                            "datadirectory",
                            "hosts",
                            "views",
                            "compose",
                            "shipping")));

    /// All but the generated shapes: eight thousand classes that know each other only.
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.matches(GENERATED))
            .importPackages("io.argosy");

    @TestFactory
    List<DynamicTest> aRoomKnowsOnlyTheRoomsBehindItsDoors() {
        return DOORS.entrySet().stream()
                .map(door -> DynamicTest.dynamicTest(door.getKey(), () -> {
                    String[] shut = DOORS.keySet().stream()
                            .filter(room -> !room.equals(door.getKey()))
                            .filter(room -> !door.getValue().contains(room))
                            .map(room -> "io.argosy." + room + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage("io.argosy." + door.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(shut)
                            .allowEmptyShould(shut.length == 0)
                            .check(HOUSE);
                }))
                .toList();
    }

    @Test
    void decisionsUseNoClockChanceThreadsOrFiles() {
        noClasses()
                .that()
                .resideInAnyPackage("io.argosy.model..", "io.argosy.planning..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "touch the world",
                        type -> type.isAssignableTo(Thread.class)
                                || type.isAssignableTo(Random.class)
                                || type.isAssignableTo(Clock.class)
                                || type.isAssignableTo(InstantSource.class)
                                || List.of("java.io", "java.nio.file", "java.net", "java.util.concurrent")
                                        .contains(type.getPackageName())))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void timeAndChanceComeFromTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.argosy.app..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class)
                .check(HOUSE);
    }

    @Test
    void onlyOperationsReconcilersAndSessionsWriteClusterState() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.argosy.state..",
                        "io.argosy.control.operations..",
                        // The operations of services.
                        "io.argosy.services..",
                        "io.argosy.reconcilers..",
                        // Its reconcilers follow hosts on their way in and out.
                        "io.argosy.capacity..",
                        // Its dispatcher starts and stops the tasks of jobs.
                        "io.argosy.batch.jobs..",
                        // A session records that its agent is there, and what it acknowledged.
                        "io.argosy.sessions..",
                        // An attempt of a job is a task.
                        "io.argosy.batch.jobs..",
                        // What it writes to is a trial, of which nothing is kept.
                        "io.argosy.foresight..",
                        // A restore prepares a journal that nobody serves yet.
                        "io.argosy.datadirectory..")
                .should()
                .callMethod(ClusterStore.class, "write", Function.class)
                .orShould()
                .callMethod(ClusterStore.class, "decide", Function.class)
                .check(HOUSE);
    }

    @Test
    void theAgentSpeaksToTheEngineThroughDockerOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.argosy.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty.client..")
                .check(HOUSE);
    }

    /// A room beyond it is to be carved before it grows on (decision 0161).
    @Test
    void noRoomIsAboveNineThousandLines() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        Checkout.sources().forEach((path, text) -> {
            if (path.contains("/src/main/")) {
                lines.merge(
                        path.substring(0, path.indexOf('/')), (int) text.lines().count(), Integer::sum);
            }
        });

        assertThat(lines)
                .containsKeys("control", "agent")
                .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(9_000));
    }

    @Test
    void onlyShapesAndWireKnowJsonsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.argosy.shapes..", "io.argosy.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(HOUSE);
    }

    @Test
    void theModelDoesNotChange() {
        // A changed copy in the making, private to its record, is not of the model yet.
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.argosy.model..")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotEndingWith("Copy")
                .should()
                .beFinal()
                .check(HOUSE);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and(DescribedPredicate.describe(
                        "are no constants of an enum", type -> !type.isAssignableTo(Enum.class)))
                .should()
                .haveModifier(FINAL)
                .andShould()
                .notHaveModifier(ABSTRACT)
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAThingDoes() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Info|Processor)(\\$.*)?")
                .andShould()
                .haveNameNotMatching(".*[.$](Abstract|Default)[A-Z].*")
                .andShould()
                .haveNameNotMatching(".*[a-z]Data")
                .check(HOUSE);
    }

    /// Our logging backend drops it (decision 0130).
    @Test
    void nobodyLeavesWordsInTheLoggingContext() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(MDC.class).check(HOUSE);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("io.argosy.(**)").should().beFreeOfCycles().check(HOUSE);
    }
}
