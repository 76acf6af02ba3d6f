package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    @Test
    void aRangeIsWhatItsTextSays() {
        var range = AddressRange.parse("10.214.3.0/24");

        assertThat(range).hasToString("10.214.3.0/24");
        assertThat(range.size()).isEqualTo(256);
        assertThat(range.at(1)).isEqualTo("10.214.3.1");
        assertThat(range.at(255)).isEqualTo("10.214.3.255");
        assertThatThrownBy(() -> range.at(256)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.214.3.0",
                "10.214.3.0/",
                "10.214.3.0/33",
                "10.214.3.0/0",
                "10.214.3.1/24",
                "10.214.3/24",
                "10.214.256.0/24",
                "-f/24",
                "10.214.3.0/24 dev lo",
                "0x0a.1.1.0/24",
                "1000.1.1.0/24"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0", "10.0.0.1.", "10.0.0.1.1", "10.0.0.256", "10.0.0.-1", "::1", "a.b.c.d"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.address(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeHoldsItsPartsAndMeetsWhatHoldsIt() {
        var pool = AddressRange.parse("200.214.0.0/16");

        assertThat(pool.parts(24)).isEqualTo(256);
        assertThat(pool.parts(16)).isEqualTo(1);
        assertThat(pool.parts(8)).isZero();
        assertThat(pool.part(255, 24)).hasToString("200.214.255.0/24");
        assertThat(pool.holds(pool.part(7, 24))).isTrue();
        assertThat(pool.part(7, 24).holds(pool)).isFalse();
        assertThat(pool.part(7, 24).meets(pool)).isTrue();
        assertThat(pool.part(7, 24).meets(pool.part(8, 24))).isFalse();
        assertThat(pool.holds(AddressRange.address("200.214.255.255"))).isTrue();
        assertThat(pool.holds(AddressRange.address("200.215.0.0"))).isFalse();
    }
}
