package io.argosy.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.views.Terminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What a page looks like where somebody reads it, and in a pipe.
final class PageTest {
    private static String printed(int width, boolean watched, Consumer<Page> made) {
        var page = new Page(width);
        made.accept(page);
        var bytes = new ByteArrayOutputStream();
        page.print(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), watched));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLongTextIsBrokenAtWordsBelowItsBeginning() {
        String text = printed(30, false, page -> page.text("why  ", "one two three four five six seven", Style.PLAIN));

        assertThat(text).isEqualTo("why  one two three four five\n     six seven\n");
    }

    @Test
    void inAPipeNothingIsBroken() {
        String words = "word ".repeat(100).strip();

        assertThat(printed(Integer.MAX_VALUE, false, page -> page.text("", words, Style.CRITICAL)))
                .isEqualTo(words + "\n");
    }

    @Test
    void columnsAreAsWideAsTheyNeedToBeAndEndWithTheLine() {
        String table = printed(
                24,
                false,
                page -> page.table(List.of(
                        Page.Row.of(Style.DIM, "NAME", "N", "LAST"),
                        Page.Row.of(Style.PLAIN, "web-server", "1", "a very long sentence"))));

        assertThat(table.lines()).containsExactly("  NAME        N  LAST", "  web-server  1  a very…");
    }

    /// What a task said reaches no terminal as a command to it.
    @Test
    void coloursAreOursAndNobodyElses() {
        String watched = printed(80, true, page -> page.line("bad \u001b[2J", Style.CRITICAL));

        assertThat(watched).isEqualTo("\u001b[31mbad \\u001b[2J\u001b[0m\n");
        assertThat(printed(80, false, page -> page.line("bad", Style.CRITICAL))).isEqualTo("bad\n");
    }
}
