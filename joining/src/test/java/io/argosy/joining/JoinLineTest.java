package io.argosy.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The line that is pasted on a bare host.
final class JoinLineTest {
    private static final URI PLAIN = URI.create("http://127.0.0.1:9080");
    private static final URI SECURE = URI.create("https://fleet.example:9080");

    @Test
    void withoutACaOfTheServersItIsPlain() {
        assertThat(JoinLine.of(PLAIN, Optional.empty(), "default", "ajt-1"))
                .isEqualTo("curl -fsS http://127.0.0.1:9080/argosy/join.sh | sh -s -- ajt-1");
    }

    /// Nothing but the CA's file is taken from a server that is not trusted yet, and that only to be compared.
    @Test
    void itComparesTheWholeFileOfTheCaBeforeItTrustsIt() {
        assertThat(JoinLine.of(SECURE, Optional.of("ca\n"), "fleet", "ajt-1"))
                .isEqualTo("c=$(mktemp) && curl -fsSk https://fleet.example:9080/argosy/ca.pem -o $c"
                        + " && echo \"314a01b67979d4ecc6667666046246e726d9848903e33d0e63fab1165aea9d94  $c\""
                        + " | sha256sum -c --quiet"
                        + " && curl -fsS --cacert $c https://fleet.example:9080/argosy/join.sh"
                        + " | sh -s -- ajt-1 --cluster fleet");
    }
}
