package io.argosy.shapes.json;

/// Keeps values that come again and again (names, images, states, and small records of them) once. A small table a
/// thread, in which later values take the places of earlier ones: what it forgets costs memory and nothing else.
final class Shared {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;
    private static final ThreadLocal<Object[]> KNOWN = ThreadLocal.withInitial(() -> new Object[PLACES]);

    private Shared() {}

    static String text(String text) {
        return text.length() > LONGEST ? text : (String) value(text);
    }

    /// One that is equal and may be older.
    static Object value(Object value) {
        Object[] known = KNOWN.get();
        // What holds one text, and nothing else, has the hash of that text.
        int hash = value.hashCode() * 31 + value.getClass().hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        if (value.equals(known[place])) {
            return known[place];
        }
        known[place] = value;
        return value;
    }
}
