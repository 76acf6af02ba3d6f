package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.access.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What may stand behind the ARN of a secret, and what is taken out of its value.
final class SecretAddressTest {
    private static final String ARN = "arn:aws:secretsmanager:local-1:123456789012:secret:shop/db-a1b2c3";
    private static final Secret OBJECT = new Secret("{\"user\":\"ann\",\"port\":5432,\"tags\":{\"a\":true}}");

    @Test
    void eachPartMayBeEmpty() throws Exception {
        assertThat(SecretAddress.parse(ARN)).isEqualTo(SecretAddress.whole(ARN));
        assertThat(SecretAddress.parse(ARN + ":user::"))
                .isEqualTo(new SecretAddress(ARN, "user", Optional.empty(), Optional.empty()));
        assertThat(SecretAddress.parse(ARN + "::AWSPREVIOUS:"))
                .isEqualTo(new SecretAddress(ARN, "", Optional.of("AWSPREVIOUS"), Optional.empty()));
        assertThat(SecretAddress.parse(ARN + ":user::v1"))
                .isEqualTo(new SecretAddress(ARN, "user", Optional.empty(), Optional.of("v1")));
    }

    @Test
    void somePartsOnlyAreRefused() {
        assertThatThrownBy(() -> SecretAddress.parse(ARN + ":user"))
                .isInstanceOf(SecretRefused.class)
                .hasMessageContaining("unexpected ARN format with parameters");
    }

    @Test
    void aMemberIsTextOrJson() throws Exception {
        assertThat(SecretAddress.parse(ARN + ":user::").member(OBJECT).reveal()).isEqualTo("ann");
        assertThat(SecretAddress.parse(ARN + ":port::").member(OBJECT).reveal()).isEqualTo("5432");
        assertThat(SecretAddress.parse(ARN + ":tags::").member(OBJECT).reveal()).isEqualTo("{\"a\":true}");
        assertThat(SecretAddress.whole(ARN).member(OBJECT)).isEqualTo(OBJECT);
    }

    @Test
    void whatIsNotThereIsNamedButNoValue() {
        assertThatThrownBy(() -> SecretAddress.parse(ARN + ":pin::").member(OBJECT))
                .hasMessageContaining("did not contain json key pin")
                .hasMessageNotContaining("ann");
        assertThatThrownBy(() -> SecretAddress.parse(ARN + ":pin::").member(new Secret("plain text")))
                .hasMessageContaining("invalid schema")
                .hasMessageNotContaining("plain");
    }
}
