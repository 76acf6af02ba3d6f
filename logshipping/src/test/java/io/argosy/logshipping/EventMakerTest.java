package io.argosy.logshipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventMakerTest {
    private long clock;

    private LogRecord record(boolean error, String text) {
        clock++;
        return new LogRecord(
                error, text, clock * 1_000_000, new Position(1, clock, clock), new Position(1, clock + 1, clock));
    }

    private LogRecord out(String text) {
        return record(false, text);
    }

    private static List<String> texts(EventMaker maker, LogRecord... records) {
        List<String> texts = new ArrayList<>();
        for (LogRecord record : records) {
            maker.take(record).forEach(event -> texts.add(event.message()));
        }
        maker.rest().forEach(event -> texts.add(event.message()));
        return texts;
    }

    @Test
    void aLineIsAnEventAndAnEmptyOneIsNone() {
        var maker = new EventMaker(Optional.empty());

        assertThat(texts(maker, out("one\n"), out("\n"), out(" \n"), record(true, "two\n")))
                .containsExactly("one", " ", "two");
    }

    @Test
    void partsOfALineAreOneEventWhateverTheOtherOutputSays() {
        var maker = new EventMaker(Optional.empty());

        assertThat(maker.take(out("begun "))).isEmpty();
        assertThat(maker.take(record(true, "other\n")))
                .extracting(LogEvent::message)
                .containsExactly("other");
        assertThat(maker.pending()).contains(new Position(1, 1, 1));
        List<LogEvent> whole = maker.take(out("and ended\n"));

        assertThat(whole).extracting(LogEvent::message).containsExactly("begun and ended");
        assertThat(whole.getFirst().millis()).isEqualTo(1);
        assertThat(maker.pending()).isEmpty();
    }

    @Test
    void aLineTooLongForOneEventBecomesSeveralOfWholeCharacters() {
        var maker = new EventMaker(Optional.empty());
        String line = "ü".repeat(EventMaker.MOST_BYTES);

        List<String> texts = texts(maker, out(line + "\n"));

        assertThat(String.join("", texts)).isEqualTo(line);
        assertThat(texts).allSatisfy(text -> assertThat(EventMaker.utf8(text)).isLessThanOrEqualTo(262_118));
        assertThat(texts).hasSize(2);
        assertThat(texts(maker, out("x".repeat(262_118) + "\n"))).hasSize(1);
        assertThat(texts(maker, out("x".repeat(262_119) + "\n"))).hasSize(2);
    }

    @Test
    void linesBelongTogetherUpToTheNextThatBeginsAnEvent() throws LogsRefused {
        var maker = new EventMaker(Optional.of(EventStart.of("awslogs-multiline-pattern", "^INFO")));

        List<String> texts =
                texts(maker, out("before\n"), out("INFO one\n"), out("  at x\n"), out("\n"), out("INFO two\n"));

        assertThat(texts).containsExactly("before\n", "INFO one\n  at x\n\n", "INFO two\n");
    }

    @Test
    void linesThatNothingFollowsAreAnEventAfterAWhile() throws LogsRefused {
        var maker = new EventMaker(Optional.of(EventStart.of("awslogs-multiline-pattern", "^INFO")));

        assertThat(maker.take(out("INFO one\n"))).isEmpty();
        assertThat(maker.waiting()).isTrue();
        assertThat(maker.pending()).contains(new Position(1, 1, 1));

        assertThat(maker.quiet()).extracting(LogEvent::message).containsExactly("INFO one\n");
        assertThat(maker.waiting()).isFalse();
        assertThat(maker.quiet()).isEmpty();
    }

    @Test
    void anEventOfLinesIsNoLargerThanOneMayBe() throws LogsRefused {
        var maker = new EventMaker(Optional.of(EventStart.of("awslogs-multiline-pattern", "^INFO")));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            maker.take(out("x".repeat(9_999) + "\n")).forEach(event -> texts.add(event.message()));
        }
        maker.rest().forEach(event -> texts.add(event.message()));

        assertThat(texts)
                .hasSize(2)
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(262_118));
        assertThat(String.join("", texts)).hasSize(400_000);
    }
}
