package io.argosy.logs.patterns;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A regular expression of filter patterns: characters, classes, sets, anchors, repetitions and `|`, without brackets.
/// It is tried in all ways at once, so that no expression takes longer than its length times the message's.
record Expression(List<List<Piece>> ways) {
    private static final int MOST_PIECES = 2_000;
    private static final int MOST_REPEATS = 100;

    Expression {
        ways = ways.stream().map(List::copyOf).toList();
    }

    /// One step of a way: characters that fit, and whether it may be left out or repeated; or an end of the text.
    sealed interface Piece {
        record One(CharacterSet set) implements Piece {}

        record Maybe(CharacterSet set) implements Piece {}

        record Many(CharacterSet set) implements Piece {}

        record Begin() implements Piece {}

        record End() implements Piece {}
    }

    static Expression parse(String text) {
        var reader = new PatternReader(text);
        List<List<Piece>> ways = new ArrayList<>();
        ways.add(new ArrayList<>());
        int pieces = 0;
        while (!reader.ended()) {
            if (reader.takes("|")) {
                ways.add(new ArrayList<>());
            } else {
                List<Piece> step = step(reader);
                pieces += step.size();
                ways.getLast().addAll(step);
            }
            if (pieces > MOST_PIECES) {
                throw PatternReader.invalid();
            }
        }
        if (pieces == 0) {
            throw PatternReader.invalid();
        }
        return new Expression(ways);
    }

    private static List<Piece> step(PatternReader reader) {
        if (reader.takes("^")) {
            return List.of(new Piece.Begin());
        }
        if (reader.takes("$")) {
            return List.of(new Piece.End());
        }
        CharacterSet set = CharacterSet.parse(reader);
        if (reader.takes("*")) {
            return List.of(new Piece.Many(set));
        }
        if (reader.takes("+")) {
            return List.of(new Piece.One(set), new Piece.Many(set));
        }
        if (reader.takes("?")) {
            return List.of(new Piece.Maybe(set));
        }
        return reader.takes("{") ? repeated(set, reader) : List.of(new Piece.One(set));
    }

    private static List<Piece> repeated(CharacterSet set, PatternReader reader) {
        int least = number(reader.until(",}"));
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < least; i++) {
            pieces.add(new Piece.One(set));
        }
        if (reader.takes(",")) {
            String most = reader.until("}");
            if (most.isEmpty()) {
                pieces.add(new Piece.Many(set));
            } else {
                for (int i = least; i < number(most); i++) {
                    pieces.add(new Piece.Maybe(set));
                }
            }
        }
        reader.require("}");
        return pieces;
    }

    private static int number(String digits) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number <= MOST_REPEATS) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw PatternReader.invalid();
        }
        throw PatternReader.invalid();
    }

    boolean isIn(String text) {
        return ways.stream().anyMatch(way -> isIn(way, text));
    }

    /// Words of which one must be in whatever fits; none where nothing of that kind is known.
    List<String> words() {
        List<String> words = ways.stream().map(Expression::word).toList();
        return words.contains("") ? List.of() : words;
    }

    /// The longest run of single characters of a way.
    private static String word(List<Piece> way) {
        String longest = "";
        var run = new StringBuilder();
        for (Piece piece : way) {
            if (piece instanceof Piece.One(var set) && set.single().isPresent()) {
                run.append(set.single().get());
                longest = run.length() > longest.length() ? run.toString() : longest;
            } else {
                run.setLength(0);
            }
        }
        return longest;
    }

    /// `reached` are the pieces of the way that may come next.
    private static boolean isIn(List<Piece> way, String text) {
        var reached = new BitSet(way.size() + 1);
        for (int at = 0; at <= text.length(); at++) {
            if (reached.isEmpty() && at < text.length() && cannotBegin(way, text.charAt(at))) {
                continue;
            }
            reached.set(0);
            passOn(way, at, text.length(), reached);
            if (reached.get(way.size())) {
                return true;
            }
            if (at < text.length()) {
                reached = after(way, reached, text.charAt(at));
            }
        }
        return false;
    }

    private static boolean cannotBegin(List<Piece> way, char sign) {
        return !way.isEmpty() && way.getFirst() instanceof Piece.One(var set) && !set.has(sign);
    }

    /// What may be next if a piece before it takes no character.
    private static void passOn(List<Piece> way, int at, int length, BitSet reached) {
        for (int i = reached.nextSetBit(0); i >= 0 && i < way.size(); i = reached.nextSetBit(i + 1)) {
            if (passes(way.get(i), at, length)) {
                reached.set(i + 1);
            }
        }
    }

    private static boolean passes(Piece piece, int at, int length) {
        return switch (piece) {
            case Piece.One _ -> false;
            case Piece.Maybe _, Piece.Many _ -> true;
            case Piece.Begin() -> at == 0;
            case Piece.End() -> at == length;
        };
    }

    private static BitSet after(List<Piece> way, BitSet reached, char next) {
        var then = new BitSet(way.size() + 1);
        for (int i = reached.nextSetBit(0); i >= 0 && i < way.size(); i = reached.nextSetBit(i + 1)) {
            switch (way.get(i)) {
                case Piece.One(var set) -> then.set(i + 1, then.get(i + 1) || set.has(next));
                case Piece.Maybe(var set) -> then.set(i + 1, then.get(i + 1) || set.has(next));
                case Piece.Many(var set) -> then.set(i, then.get(i) || set.has(next));
                case Piece.Begin _, Piece.End _ -> {}
            }
        }
        return then;
    }
}
