package io.argosy.schedules.runs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Argosy adds to a schedule: how its runs overlap, what is made up for, how long it waits for room, who hears
/// what. Said by tags of its group or rule, or in its description, which goes first (decision 0199).
public record Options(Overlap overlap, CatchUp catchUp, NoRoom noRoom, String alert, Duration successWithin) {
    public static final String OVERLAP = "argosy:overlap";
    public static final String CATCH_UP = "argosy:catch-up";
    public static final String NO_ROOM = "argosy:no-room";
    public static final String ALERT = "argosy:alert";
    public static final String SUCCESS_WITHIN = "argosy:success-within";

    private static final List<String> KEYS = List.of(OVERLAP, CATCH_UP, NO_ROOM, ALERT, SUCCESS_WITHIN);
    private static final Pattern WORD = Pattern.compile("(?<!\\S)(argosy:[a-z-]+)=(\\S+)");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Pattern ALERTED = Pattern.compile(
            "arn:aws:(logs:[a-z0-9-]+:\\d{12}:log-group:\\S+|events:[a-z0-9-]+:\\d{12}:api-destination/\\S+)");

    /// What becomes of a run while an earlier one of the schedule goes on.
    public enum Overlap {
        ALLOW,
        SKIP,
        QUEUE,
        REPLACE
    }

    /// How many of the times that nobody was there for are made up for, the newest ones.
    public record CatchUp(int most) {
        static final CatchUp LAST = new CatchUp(1);
    }

    /// How long it waits when nothing has room for it. `AS_RETRIED`: as its retry policy has it.
    public record NoRoom(boolean asRetried, Duration longest) {
        static final NoRoom AS_RETRIED = new NoRoom(true, Duration.ZERO);
    }

    /// A value that means nothing, in the words that whoever gave it is told.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String key, String value, String wanted) {
            super(key + " should be " + wanted + ", not " + value);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    public static Options of(Map<String, String> tags, String description) throws Malformed {
        Map<String, String> said = new HashMap<>(tags);
        Matcher word = WORD.matcher(description);
        while (word.find()) {
            said.put(word.group(1), word.group(2));
        }
        for (Map.Entry<String, String> one : said.entrySet()) {
            if (one.getKey().startsWith("argosy:") && !KEYS.contains(one.getKey())) {
                throw new Malformed(one.getKey(), one.getValue(), "one of " + String.join(", ", KEYS));
            }
        }
        return new Options(
                overlap(said.getOrDefault(OVERLAP, "allow")),
                catchUp(said.getOrDefault(CATCH_UP, "last")),
                noRoom(said.getOrDefault(NO_ROOM, "retry")),
                alert(said.getOrDefault(ALERT, "")),
                said.containsKey(SUCCESS_WITHIN) ? time(SUCCESS_WITHIN, said.get(SUCCESS_WITHIN)) : Duration.ZERO);
    }

    /// The same of what was looked at when it was stored.
    public static Options stored(Map<String, String> tags, String description) {
        try {
            return of(tags, description);
        } catch (Malformed impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Overlap overlap(String value) throws Malformed {
        return switch (value) {
            case "allow" -> Overlap.ALLOW;
            case "skip" -> Overlap.SKIP;
            case "queue" -> Overlap.QUEUE;
            case "replace" -> Overlap.REPLACE;
            default -> throw new Malformed(OVERLAP, value, "allow, skip, queue or replace");
        };
    }

    private static CatchUp catchUp(String value) throws Malformed {
        return switch (value) {
            case "none" -> new CatchUp(0);
            case "last" -> CatchUp.LAST;
            default -> {
                if (!value.matches("[1-9][0-9]?|100")) {
                    throw new Malformed(CATCH_UP, value, "none, last or a number up to 100");
                }
                yield new CatchUp(Integer.parseInt(value));
            }
        };
    }

    private static NoRoom noRoom(String value) throws Malformed {
        return switch (value) {
            case "retry" -> NoRoom.AS_RETRIED;
            case "fail" -> new NoRoom(false, Duration.ZERO);
            default -> new NoRoom(false, time(NO_ROOM, value));
        };
    }

    private static String alert(String value) throws Malformed {
        if (!value.isEmpty() && !ALERTED.matcher(value).matches()) {
            throw new Malformed(ALERT, value, "the ARN of a log group or of an API destination");
        }
        return value;
    }

    private static Duration time(String key, String value) throws Malformed {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw new Malformed(key, value, "a time like 90s, 15m, 26h or 2d");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /// Where it is told what goes wrong; nothing if nobody wants to hear.
    public Optional<String> alerted() {
        return Optional.of(alert).filter(arn -> !arn.isEmpty());
    }
}
