package io.argosy.schedules.expressions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;

/// By the calendar, to the minute. What clocks leap over does not happen; what they show twice happens the first time.
record Cron(BitSet minutes, BitSet hours, BitSet months, BitSet years, DayRule days) implements Expression {
    @Override
    public Optional<Instant> after(Instant moment, ZoneId zone, Instant anchor) {
        LocalDateTime from = LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.MINUTES);
        for (int year = years.nextSetBit(from.getYear()); year >= 0; year = years.nextSetBit(year + 1)) {
            for (int month = months.nextSetBit(1); month >= 0; month = months.nextSetBit(month + 1)) {
                YearMonth page = YearMonth.of(year, month);
                if (!page.isBefore(YearMonth.from(from))) {
                    Optional<Instant> found = within(page, from, moment, zone);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> within(YearMonth page, LocalDateTime from, Instant moment, ZoneId zone) {
        BitSet named = days.in(page);
        for (int day = named.nextSetBit(1); day >= 0; day = named.nextSetBit(day + 1)) {
            LocalDate date = page.atDay(day);
            if (!date.isBefore(from.toLocalDate())) {
                Optional<Instant> found = within(date, from, moment, zone);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// Later times by the clock are later moments, as each stands for the first moment that shows it: nothing before
    /// `from` can be later than `moment`.
    private Optional<Instant> within(LocalDate date, LocalDateTime from, Instant moment, ZoneId zone) {
        int first = date.equals(from.toLocalDate()) ? from.getHour() : 0;
        for (int hour = hours.nextSetBit(first); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                Optional<Instant> found = LocalTimes.first(date.atTime(LocalTime.of(hour, minute)), zone)
                        .filter(at -> at.isAfter(moment));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
