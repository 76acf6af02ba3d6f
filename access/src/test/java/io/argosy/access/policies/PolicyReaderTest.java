package io.argosy.access.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class PolicyReaderTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/policies/no-policies.txt", delimiter = '|', quoteCharacter = '`')
    void whatIsNoPolicyIsRefusedWithItsReason(String text, String because) {
        assertThatThrownBy(() -> PolicyReader.identity(text))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage(because);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/policies/no-trust-policies.txt", delimiter = '|', quoteCharacter = '`')
    void whatIsNoTrustPolicyIsRefusedWithItsReason(String text, String because) {
        assertThatThrownBy(() -> PolicyReader.trust(text))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage(because);
    }

    @Test
    void aPatternOfManyStarsIsSoonDone() {
        var pattern = TextPattern.wild("*a".repeat(3_000) + "b", false);
        String value = "a".repeat(6_000);

        boolean matches = pattern.matches(value, RequestContext.EMPTY);

        assertThat(matches).isFalse();
    }
}
