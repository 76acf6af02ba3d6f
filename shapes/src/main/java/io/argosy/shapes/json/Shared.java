package io.argosy.shapes.json;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps values that come again and again (names, images, states, and small records of them) once. A small table a
/// thread, in which later values take the places of earlier ones: what it forgets costs memory and nothing else.
final class Shared {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;
    private static final ThreadLocal<@Nullable Object[]> KNOWN = ThreadLocal.withInitial(() -> new Object[PLACES]);

    private Shared() {}

    /// Makes a value of its parts.
    interface Maker {
        Object of(@Nullable Object[] parts) throws MalformedJson;
    }

    /// What was made of equal parts before, and how.
    @SuppressWarnings("ReferenceEquality")
    private record Made(Maker maker, @Nullable Object[] parts, Object whole) {
        boolean by(Maker other, @Nullable Object[] others) {
            if (maker != other) {
                return false;
            }
            for (int i = 0; i < parts.length; i++) {
                if (parts[i] != others[i] && !(plain(parts[i]) && Objects.equals(parts[i], others[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    static String text(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        @Nullable Object[] known = KNOWN.get();
        int place = place(text.hashCode());
        if (known[place] instanceof String kept && kept.equals(text)) {
            return kept;
        }
        known[place] = text;
        return text;
    }

    /// What this maker makes of these parts, which is not made again if it is known. Parts that are shared themselves
    /// are known by what they are, not by what they hold.
    static Object whole(Maker maker, @Nullable Object[] parts) throws MalformedJson {
        int hash = System.identityHashCode(maker);
        for (Object part : parts) {
            hash = hash * 31 + (plain(part) ? Objects.hashCode(part) : System.identityHashCode(part));
        }
        @Nullable Object[] known = KNOWN.get();
        int place = place(hash);
        if (known[place] instanceof Made made && made.by(maker, parts)) {
            return made.whole;
        }
        Object whole = maker.of(parts);
        known[place] = new Made(maker, parts, whole);
        return whole;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & (PLACES - 1);
    }

    private static boolean plain(@Nullable Object part) {
        return part instanceof String || part instanceof Number || part instanceof Boolean;
    }
}
