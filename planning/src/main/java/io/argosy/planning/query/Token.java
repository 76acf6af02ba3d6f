package io.argosy.planning.query;

/// A piece of an expression's text and where it begins, counted from 1.
record Token(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        QUOTED,
        SYMBOL,
        END
    }

    boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wanted);
    }

    boolean literal() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "' at character " + at;
    }
}
