package io.argosy.compose;

import java.util.ArrayList;
import java.util.List;

/// A command that is one text, as words: split at blanks, with quotes and backslashes as a shell has them, and nothing
/// else of a shell's.
final class Words {
    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' && quote != '\'' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                if (quote == '"' && next != '"' && next != '\\') {
                    word.append('\\');
                }
                word.append(next);
                begun = true;
            } else if (quote != 0) {
                if (letter == quote) {
                    quote = 0;
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                begun = true;
            } else if (Character.isWhitespace(letter)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(letter);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
