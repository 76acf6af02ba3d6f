package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerDependenciesTest {
    @Test
    void circlesAndMissingNamesCannotBeResolved() {
        assertThat(resolvable(
                        on("a", "b"), on("b", "c"), AcsContainer.of("c", "i").build()))
                .isTrue();
        assertThat(resolvable(on("a", "b"), on("b", "a"))).isFalse();
        assertThat(resolvable(on("a", "a"))).isFalse();
        assertThat(resolvable(on("a", "nobody"))).isFalse();
    }

    @Test
    void linksAndVolumesFromAreDependenciesToo() {
        AcsContainer app = AcsContainer.of("app", "i")
                .links(List.of("db:database"))
                .volumesFrom(List.of(new AcsContainer.VolumeFrom("data", true)))
                .build();
        var dependencies = ContainerDependencies.of(task(app));

        assertThat(dependencies.of("app"))
                .containsExactlyInAnyOrder(
                        new ContainerDependencies.Need("data", ContainerDependencies.Condition.CREATE),
                        new ContainerDependencies.Need("db", ContainerDependencies.Condition.START));
        assertThat(dependencies.dependants("db")).containsExactly("app");
    }

    private static boolean resolvable(AcsContainer... containers) {
        return ContainerDependencies.of(task(containers)).resolvable();
    }

    private static AcsContainer on(String name, String other) {
        return AcsContainer.of(name, "i")
                .dependsOn(List.of(new AcsContainer.Dependency(other, "START")))
                .build();
    }

    private static AcsTask task(AcsContainer... containers) {
        return AcsTask.start("arn:t/1", "web", "1")
                .containers(List.of(containers))
                .build();
    }
}
