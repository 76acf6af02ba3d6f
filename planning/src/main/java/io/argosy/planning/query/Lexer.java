package io.argosy.planning.query;

import io.argosy.planning.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts an expression into words, quoted texts and symbols. A bare word ends at whitespace, a bracket, a comma or
/// an operator; anything else has to be quoted.
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("==", "=~", "!=", "!~", ">=", "<=", "&&", "||", "(", ")", "[", "]", ",", ">", "<", "!");
    private static final List<String> NEGATED = List.of("!exists", "!in");

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() throws InvalidExpression {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            if (position == text.length()) {
                tokens.add(new Token(Kind.END, "", position + 1));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() throws InvalidExpression {
        char first = text.charAt(position);
        if (first == '\'') {
            return quoted();
        }
        if (first == '"') {
            throw new InvalidExpression("Use single quotes, not the one at character " + (position + 1) + ".");
        }
        for (String negated : NEGATED) {
            if (text.startsWith(negated, position) && wordEndsAt(position + negated.length())) {
                return taken(Kind.SYMBOL, position + negated.length());
            }
        }
        int symbolEnd = symbolEnd(position);
        return symbolEnd > position ? taken(Kind.SYMBOL, symbolEnd) : taken(Kind.WORD, wordEnd());
    }

    private Token quoted() throws InvalidExpression {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
            throw new InvalidExpression("The quote at character " + (position + 1) + " is never closed.");
        }
        var token = new Token(Kind.QUOTED, text.substring(position + 1, end), position + 1);
        position = end + 1;
        return token;
    }

    private Token taken(Kind kind, int end) {
        var token = new Token(kind, text.substring(position, end), position + 1);
        position = end;
        return token;
    }

    private int symbolEnd(int from) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, from)) {
                return from + symbol.length();
            }
        }
        return from;
    }

    private int wordEnd() {
        int end = position + 1;
        while (!wordEndsAt(end)) {
            end++;
        }
        return end;
    }

    private boolean wordEndsAt(int index) {
        return index >= text.length()
                || Character.isWhitespace(text.charAt(index))
                || text.charAt(index) == '\''
                || symbolEnd(index) > index;
    }
}
