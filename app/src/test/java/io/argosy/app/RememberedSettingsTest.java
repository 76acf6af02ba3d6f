package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.app.configuration.ConfigurationRefused;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory of `up` is found again as it was made, whatever the environment says by then.
final class RememberedSettingsTest {
    @TempDir
    private Path data;

    @Test
    void whatTheFirstUpWasToldCountsForGood() throws Exception {
        var first = new RememberedSettings(
                data,
                Map.of(
                        "ARGOSY_LISTEN", "127.0.0.1:9555",
                        "ARGOSY_POLICY_PRIVILEGED", "true",
                        "ARGOSY_POLICY_HOST_ROOTS", "/srv/a,/srv/b",
                        "ARGOSY_LIMITS_CONNECTIONS", "77"));
        assertThat(first.keep()).isEmpty();

        var later = new RememberedSettings(data, Map.of("ARGOSY_LISTEN", "127.0.0.1:9666", "PATH", "/bin"));

        assertThat(later.keep()).containsExactly("ARGOSY_LISTEN");
        assertThat(later.read()).isEqualTo(first.read());
        assertThat(later.read().endpoint()).isEqualTo(URI.create("http://127.0.0.1:9555"));
        assertThat(later.read().policy().privileged()).isTrue();
        assertThat(later.read().policy().hostRoots()).containsExactly(Path.of("/srv/a"), Path.of("/srv/b"));
        assertThat(later.read().limits().connections().all()).isEqualTo(77);
    }

    /// As `up --hosts` has them: where the server listens follows from its hosts.
    @Test
    void whatIsUsualGivesWayToWhatIsSaidAndWhatIsFixedDoesNot() throws Exception {
        var first = new RememberedSettings(
                data, Map.of("ARGOSY_LISTEN", "127.0.0.1:9555", "ARGOSY_INSTANCES_LOST_AFTER", "10s"));

        first.keep(
                Map.of("instances.lost-after", "20s", "tasks.keep-stopped", "2h"), Map.of("listen", "10.213.7.1:9555"));

        assertThat(first.read().listen().toString()).isEqualTo("10.213.7.1:9555");
        assertThat(first.read().instances().lostAfter()).hasSeconds(10);
        assertThat(first.read().tasks().keepStopped()).hasHours(2);
    }

    @Test
    void withNothingSaidNothingIsSet() throws Exception {
        new RememberedSettings(data, Map.of("HOME", "/root")).keep();

        var later = new RememberedSettings(data, Map.of("ARGOSY_REGION", "elsewhere-1"));

        assertThat(later.read().region()).isEqualTo("local-1");
    }

    @Test
    void aMistakeIsToldAndNotKept() {
        var wrong = new RememberedSettings(data, Map.of("ARGOSY_LISTEN", "nowhere"));

        assertThatThrownBy(wrong::keep).isInstanceOf(ConfigurationRefused.class);
        assertThat(Files.exists(wrong.file())).isFalse();
    }
}
