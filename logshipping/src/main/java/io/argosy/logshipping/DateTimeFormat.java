package io.argosy.logshipping;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `awslogs-datetime-format`: codes of strftime within a regular expression, each standing for what it can look like.
/// The expressions are those of Docker's driver, with its small slips: what a format matched there it matches here.
final class DateTimeFormat {
    private static final Pattern CODE = Pattern.compile("%[A-Za-z]");
    private static final Map<String, String> EXPRESSIONS = Map.ofEntries(
            Map.entry("%a", "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
            Map.entry("%A", "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"),
            Map.entry("%w", "[0-6]"),
            Map.entry("%d", "(?:0[1-9]|[1,2][0-9]|3[0,1])"),
            Map.entry("%b", "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
            Map.entry(
                    "%B", "(?:January|February|March|April|May|June|July|August|September|October|November|December)"),
            Map.entry("%m", "(?:0[1-9]|1[0-2])"),
            Map.entry("%Y", "\\d{4}"),
            Map.entry("%y", "\\d{2}"),
            Map.entry("%H", "(?:[0,1][0-9]|2[0-3])"),
            Map.entry("%I", "(?:0[0-9]|1[0-2])"),
            Map.entry("%p", "[A,P]M"),
            Map.entry("%M", "[0-5][0-9]"),
            Map.entry("%S", "[0-5][0-9]"),
            Map.entry("%f", "\\d{6}"),
            Map.entry("%z", "[+-]\\d{4}"),
            Map.entry("%Z", "[A-Z]{1,4}T"),
            Map.entry("%j", "(?:0[0-9][1-9]|[1,2][0-9][0-9]|3[0-5][0-9]|36[0-6])"),
            Map.entry("%L", "\\.\\d{3}"));

    private DateTimeFormat() {}

    /// A code that is none of these stands for itself.
    static String pattern(String format) {
        return CODE.matcher(format).replaceAll(DateTimeFormat::expression);
    }

    private static String expression(MatchResult code) {
        return Matcher.quoteReplacement(EXPRESSIONS.getOrDefault(code.group(), code.group()));
    }
}
