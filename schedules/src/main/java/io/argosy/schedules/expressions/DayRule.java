package io.argosy.schedules.expressions;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;

/// Which days of a month are meant. Days of the week count from Sunday, which is 1.
sealed interface DayRule {
    int WEEK = 7;

    BitSet in(YearMonth month);

    record OfMonth(BitSet days) implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            BitSet those = (BitSet) days.clone();
            those.clear(month.lengthOfMonth() + 1, Math.max(month.lengthOfMonth() + 1, those.length()));
            return those;
        }
    }

    record LastOfMonth() implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            return only(month.lengthOfMonth());
        }
    }

    /// The weekday nearest to a day, in the same month.
    record Nearest(int day) implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            if (day > month.lengthOfMonth()) {
                return new BitSet();
            }
            LocalDate date = month.atDay(day);
            return only(
                    switch (date.getDayOfWeek()) {
                        case SATURDAY -> day == 1 ? day + 2 : day - 1;
                        case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
                        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
                    });
        }
    }

    record LastWeekday() implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            return new Nearest(month.lengthOfMonth()).in(month);
        }
    }

    record OfWeek(BitSet days) implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            BitSet those = new BitSet();
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                those.set(day, days.get(number(month.atDay(day).getDayOfWeek())));
            }
            return those;
        }
    }

    /// The last Friday, say.
    record LastOfWeek(int day) implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            return only(month.atDay(1)
                    .with(TemporalAdjusters.lastInMonth(named(day)))
                    .getDayOfMonth());
        }
    }

    /// The third Friday, say; a month without it has none.
    record Nth(int day, int which) implements DayRule {
        @Override
        public BitSet in(YearMonth month) {
            LocalDate date = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(which, named(day)));
            return YearMonth.from(date).equals(month) ? only(date.getDayOfMonth()) : new BitSet();
        }
    }

    private static BitSet only(int day) {
        BitSet one = new BitSet();
        one.set(day);
        return one;
    }

    private static int number(DayOfWeek day) {
        return day.getValue() % WEEK + 1;
    }

    private static DayOfWeek named(int number) {
        return DayOfWeek.SATURDAY.plus(number);
    }
}
