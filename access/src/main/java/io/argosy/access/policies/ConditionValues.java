package io.argosy.access.policies;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The texts of conditions as what they stand for; nothing where they stand for nothing of the kind.
final class ConditionValues {
    private static final int LONGEST_NUMBER = 40;

    private ConditionValues() {}

    /// Written out: an exponent would be short to write and long to compute.
    static Optional<BigDecimal> number(String text) {
        return text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+(\\.[0-9]+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /// A moment, a day, or seconds since 1970.
    static Optional<Instant> date(String text) {
        try {
            if (text.matches("[0-9]{1,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> truth(String text) {
        if (text.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
