package io.argosy.logshipping;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the first line of an event looks like. The expression is a stranger's and may take for ever on some line, so
/// each look has only so many steps; a line it does not finish on begins no event.
public final class EventStart {
    private static final Logger log = LoggerFactory.getLogger(EventStart.class);
    private static final int MOST_STEPS = 200_000;

    private final Pattern pattern;
    private boolean told;

    private EventStart(Pattern pattern) {
        this.pattern = pattern;
    }

    static EventStart of(String option, String expression) throws LogsRefused {
        try {
            return new EventStart(Pattern.compile(expression));
        } catch (PatternSyntaxException broken) {
            throw LogsRefused.atStart(
                    "awslogs could not parse given " + option + " \"" + expression + "\": " + broken.getDescription());
        }
    }

    boolean begins(String line) {
        try {
            return pattern.matcher(new Stepped(line)).find();
        } catch (OutOfSteps | StackOverflowError endless) {
            if (!told) {
                told = true;
                log.warn("an event's first line is not looked for in every line: {} takes too long", pattern);
            }
            return false;
        }
    }

    private static final class OutOfSteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfSteps() {
            super("out of steps", null, false, false);
        }
    }

    /// A text that says when its characters have been looked at too often.
    private static final class Stepped implements CharSequence {
        private final String text;
        private int steps;

        Stepped(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new OutOfSteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
