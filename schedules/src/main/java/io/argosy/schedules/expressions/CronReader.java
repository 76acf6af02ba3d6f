package io.argosy.schedules.expressions;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the fields of `cron(…)`: minutes, hours, day of month, month, day of week, and the year, which may be left out
/// where the dialect says so.
final class CronReader {
    private static final int ALL_FIELDS = 6;
    private static final int FIRST_YEAR = 1970;
    private static final int DAYS = 31;
    private static final int SATURDAY = 7;
    private static final int MOST_OF_A_WEEKDAY = 5;
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEK = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})W");
    private static final Pattern LAST = Pattern.compile("(\\w+)L");
    private static final Pattern NTH = Pattern.compile("(\\w+)#([0-9])");

    private final String text;

    private CronReader(String text) {
        this.text = text;
    }

    static Cron read(String text, String inside, Dialect dialect) throws MalformedExpression {
        var reader = new CronReader(text);
        String[] fields = inside.toUpperCase(Locale.ROOT).split(" ", -1);
        if (fields.length < dialect.fewestFields || fields.length > ALL_FIELDS) {
            throw reader.malformed();
        }
        return new Cron(
                reader.set(new CronField(0, 59, List.of()), fields[0]),
                reader.set(new CronField(0, 23, List.of()), fields[1]),
                reader.set(new CronField(1, MONTHS.size(), MONTHS), fields[3]),
                reader.set(
                        new CronField(FIRST_YEAR, dialect.lastYear, List.of()),
                        fields.length == ALL_FIELDS ? fields[5] : "*"),
                reader.days(fields[2], fields[4]));
    }

    private MalformedExpression malformed() {
        return new MalformedExpression(text);
    }

    private BitSet set(CronField field, String given) throws MalformedExpression {
        return field.read(given).orElseThrow(this::malformed);
    }

    /// One of the two is `?`, and the other says.
    private DayRule days(String ofMonth, String ofWeek) throws MalformedExpression {
        if (ofMonth.equals("?") == ofWeek.equals("?")) {
            throw malformed();
        }
        return ofWeek.equals("?") ? ofMonth(ofMonth) : ofWeek(ofWeek);
    }

    private DayRule ofMonth(String given) throws MalformedExpression {
        Matcher nearest = NEAREST.matcher(given);
        if (nearest.matches()) {
            return new DayRule.Nearest(within(Optional.of(Integer.parseInt(nearest.group(1))), DAYS));
        }
        return switch (given) {
            case "L" -> new DayRule.LastOfMonth();
            case "LW" -> new DayRule.LastWeekday();
            default -> new DayRule.OfMonth(set(new CronField(1, DAYS, List.of()), given));
        };
    }

    private DayRule ofWeek(String given) throws MalformedExpression {
        var week = new CronField(1, SATURDAY, WEEK);
        Matcher nth = NTH.matcher(given);
        if (nth.matches()) {
            return new DayRule.Nth(
                    within(week.value(nth.group(1)), SATURDAY),
                    within(Optional.of(Integer.parseInt(nth.group(2))), MOST_OF_A_WEEKDAY));
        }
        Matcher last = LAST.matcher(given);
        if (last.matches()) {
            return new DayRule.LastOfWeek(within(week.value(last.group(1)), SATURDAY));
        }
        return new DayRule.OfWeek(set(week, given.equals("L") ? String.valueOf(SATURDAY) : given));
    }

    private int within(Optional<Integer> number, int most) throws MalformedExpression {
        return number.filter(day -> day >= 1 && day <= most).orElseThrow(this::malformed);
    }
}
