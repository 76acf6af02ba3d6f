package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A comment's lines are filled: a word that stands alone between two lines is what a formatter left of a sentence.
final class CommentsTest {
    private static final Pattern COMMENT = Pattern.compile("\\s*/// \\S.*");
    private static final Pattern LONE = Pattern.compile("\\s*/// [\\w`'(][^\\s|]*");

    @Test
    void noWordIsLeftAlone() throws IOException {
        List<String> alone = new ArrayList<>();
        for (var source : Checkout.sources().entrySet()) {
            List<String> lines = source.getValue().lines().toList();
            for (int i = 1; i + 1 < lines.size(); i++) {
                if (LONE.matcher(lines.get(i)).matches()
                        && COMMENT.matcher(lines.get(i - 1)).matches()
                        && COMMENT.matcher(lines.get(i + 1)).matches()) {
                    alone.add(source.getKey() + ":" + (i + 1) + lines.get(i));
                }
            }
        }

        assertThat(alone)
                .as("a comment line with one word only: refill the lines around it by hand")
                .isEmpty();
    }
}
