package io.argosy.shapes.json;

/// Keeps texts that come again and again (names, images, states) once. A small table a thread, in which later texts
/// take the places of earlier ones: what it forgets costs memory and nothing else.
final class SharedText {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;
    private static final ThreadLocal<String[]> KNOWN = ThreadLocal.withInitial(() -> new String[PLACES]);

    private SharedText() {}

    static String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        String[] known = KNOWN.get();
        int place = text.hashCode() & (PLACES - 1);
        if (text.equals(known[place])) {
            return known[place];
        }
        known[place] = text;
        return text;
    }
}
