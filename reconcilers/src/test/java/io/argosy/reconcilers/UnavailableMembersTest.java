package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service whose tasks ask for what nothing here does says so, and starts none.
final class UnavailableMembersTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theServicesEventNamesTheMember() {
        stage.joined(4);
        String definition = stage.defined(
                container -> container.credentialSpecs(List.of("credentialspec:arn:aws:s3:::specs/web.json")));

        stage.create(ServiceStage.web(definition, 2));
        stage.reconcile();

        assertThat(stage.live()).isEmpty();
        assertThat(stage.events())
                .anySatisfy(event -> assertThat(event)
                        .contains("was unable to place a task")
                        .contains("cannot do what 'containerDefinitions.credentialSpecs' of the task asks for"));
    }
}
