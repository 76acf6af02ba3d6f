package io.argosy.schedules.expressions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Finds firings the slow way, from the text alone: every minute of every day that fits is looked at on the clock of
/// the zone, and a time that the clock shows a second time does not count. Shares nothing with what it checks.
final class MinuteWalk {
    private static final int LAST_YEAR = 2199;

    private final String kind;
    private final String inside;
    private final ZoneId zone;

    private MinuteWalk(String kind, String inside, ZoneId zone) {
        this.kind = kind;
        this.inside = inside;
        this.zone = zone;
    }

    static MinuteWalk of(String text, ZoneId zone) {
        String upper = text.toUpperCase(Locale.ROOT);
        int bracket = upper.indexOf('(');
        return new MinuteWalk(upper.substring(0, bracket), upper.substring(bracket + 1, upper.length() - 1), zone);
    }

    List<Instant> after(Instant from, int most) {
        return switch (kind) {
            case "AT" -> at(from);
            case "RATE" -> rate(from, most);
            default -> cron(from, most);
        };
    }

    /// The first second at which the clock shows this or something later.
    private List<Instant> at(Instant from) {
        LocalDateTime wanted = LocalDateTime.parse(inside);
        Instant moment = wanted.minusDays(1).atZone(zone).toInstant();
        while (LocalDateTime.ofInstant(moment, zone).isBefore(wanted)) {
            moment = moment.plusSeconds(1);
        }
        return moment.isAfter(from) ? List.of(moment) : List.of();
    }

    private List<Instant> rate(Instant from, int most) {
        String digits = inside.replaceAll("[^0-9]", "");
        long seconds = inside.contains("MINUTE") ? 60 : inside.contains("HOUR") ? 3600 : 86_400;
        List<Instant> found = new ArrayList<>();
        for (int i = 1; i <= most; i++) {
            found.add(from.plusSeconds(i * seconds * Long.parseLong(digits)));
        }
        return found;
    }

    private List<Instant> cron(Instant from, int most) {
        String[] fields = inside.split(" ");
        Predicate<LocalDate> days = days(fields);
        IntPredicate minutes = number(fields[0], 0, 59, List.of());
        IntPredicate hours = number(fields[1], 0, 23, List.of());
        List<Instant> found = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1);
        for (; found.size() < most && day.getYear() <= LAST_YEAR; day = day.plusDays(1)) {
            if (days.test(day)) {
                walk(day, minutes, hours, from, found);
            }
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    private void walk(LocalDate day, IntPredicate minutes, IntPredicate hours, Instant from, List<Instant> found) {
        Set<LocalDateTime> shown = new HashSet<>();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant().plus(Duration.ofHours(2));
        Instant moment = day.atStartOfDay(zone).toInstant().minus(Duration.ofHours(2));
        for (; moment.isBefore(end); moment = moment.plusSeconds(60)) {
            ZonedDateTime clock = moment.atZone(zone);
            boolean fits = clock.toLocalDate().equals(day)
                    && minutes.test(clock.getMinute())
                    && hours.test(clock.getHour())
                    && shown.add(clock.toLocalDateTime());
            if (fits && moment.isAfter(from)) {
                found.add(moment);
            }
        }
    }

    private static Predicate<LocalDate> days(String[] fields) {
        IntPredicate months = number(
                fields[3],
                1,
                12,
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
        IntPredicate years = number(fields.length > 5 ? fields[5] : "*", 1970, LAST_YEAR, List.of());
        Predicate<LocalDate> which = fields[2].equals("?") ? ofWeek(fields[4]) : ofMonth(fields[2]);
        return day -> months.test(day.getMonthValue()) && years.test(day.getYear()) && which.test(day);
    }

    private static Predicate<LocalDate> ofMonth(String field) {
        if (field.equals("L")) {
            return day -> day.plusDays(1).getDayOfMonth() == 1;
        }
        if (field.equals("LW")) {
            return day -> working(day) && nextWorking(day).getMonth() != day.getMonth();
        }
        if (field.endsWith("W")) {
            int wanted = Integer.parseInt(field.replace("W", ""));
            return day -> wanted <= day.lengthOfMonth() && working(day) && nearest(day, wanted);
        }
        IntPredicate numbers = number(field, 1, 31, List.of());
        return day -> numbers.test(day.getDayOfMonth());
    }

    /// No other working day of the month is nearer.
    private static boolean nearest(LocalDate day, int wanted) {
        int distance = Math.abs(day.getDayOfMonth() - wanted);
        for (int other = 1; other <= day.lengthOfMonth(); other++) {
            if (working(day.withDayOfMonth(other)) && Math.abs(other - wanted) < distance) {
                return false;
            }
        }
        return true;
    }

    private static boolean working(LocalDate day) {
        return weekday(day) > 1 && weekday(day) < 7;
    }

    private static LocalDate nextWorking(LocalDate day) {
        LocalDate next = day.plusDays(1);
        return working(next) ? next : nextWorking(next);
    }

    private static int weekday(LocalDate day) {
        return List.of("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
                        .indexOf(day.getDayOfWeek().name())
                + 1;
    }

    private static Predicate<LocalDate> ofWeek(String field) {
        List<String> names = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        if (field.equals("L")) {
            return day -> weekday(day) == 7;
        }
        if (field.contains("#")) {
            IntPredicate which = number(field.split("#")[0], 1, 7, names);
            int week = Integer.parseInt(field.split("#")[1]);
            return day -> which.test(weekday(day)) && (day.getDayOfMonth() + 6) / 7 == week;
        }
        if (field.endsWith("L")) {
            IntPredicate which = number(field.substring(0, field.length() - 1), 1, 7, names);
            return day -> which.test(weekday(day)) && day.plusDays(7).getMonth() != day.getMonth();
        }
        IntPredicate numbers = number(field, 1, 7, names);
        return day -> numbers.test(weekday(day));
    }

    /// Which numbers a field names: those from which one comes to it by going through the list's parts step by step.
    private static IntPredicate number(String field, int least, int most, List<String> names) {
        Set<Integer> all = new HashSet<>();
        for (String part : field.split(",")) {
            String range = part.split("/")[0];
            int step = part.contains("/") ? Integer.parseInt(part.split("/")[1]) : 1;
            int from = range.equals("*") ? least : value(range.split("-")[0], least, names);
            int to = range.contains("-")
                    ? value(range.split("-")[1], least, names)
                    : range.equals("*") || part.contains("/") ? most : from;
            int at = from;
            int walked = 0;
            while (true) {
                if (walked % step == 0) {
                    all.add(at);
                }
                if (at == to) {
                    break;
                }
                at = at == most ? least : at + 1;
                walked++;
            }
        }
        return all::contains;
    }

    private static int value(String text, int least, List<String> names) {
        return names.contains(text) ? names.indexOf(text) + least : Integer.parseInt(text);
    }
}
