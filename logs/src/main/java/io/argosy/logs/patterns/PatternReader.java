package io.argosy.logs.patterns;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;

/// The text of a pattern and how far it is read.
final class PatternReader {
    private final String text;
    private int at;

    PatternReader(String text) {
        this.text = text;
    }

    static ApiException invalid() {
        return ApiError.invalidParameter("Invalid filter pattern").thrown();
    }

    void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    boolean ended() {
        return at >= text.length();
    }

    /// The next character; a pattern that ends where one is needed is refused.
    char peek() {
        if (ended()) {
            throw invalid();
        }
        return text.charAt(at);
    }

    char take() {
        char next = peek();
        at++;
        return next;
    }

    boolean sees(String token) {
        return text.startsWith(token, at);
    }

    boolean takes(String token) {
        boolean there = sees(token);
        at += there ? token.length() : 0;
        return there;
    }

    void require(String token) {
        if (!takes(token)) {
            throw invalid();
        }
    }

    /// A word that stands by itself, in capitals or not.
    boolean takesWord(String word) {
        skipSpace();
        int end = at + word.length();
        boolean there = text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        at = there ? end : at;
        return there;
    }

    /// What stands between this mark and the next of the same, with `\` before what is meant as it stands.
    String between(char mark) {
        require(String.valueOf(mark));
        var content = new StringBuilder();
        while (peek() != mark) {
            char next = take();
            boolean escape = next == '\\' && (peek() == mark || peek() == '\\') && mark != '%';
            content.append(escape ? take() : next);
        }
        take();
        return content.toString();
    }

    /// All up to a space or one of these.
    String until(String ends) {
        int from = at;
        while (!ended() && !Character.isWhitespace(text.charAt(at)) && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
