package io.argosy.planning.index;

import java.util.Arrays;

/// A set of slots, one bit each. It grows as it is written; what lies beyond its end is not in it. Sixty-four instances
/// are asked by one instruction, which is what makes asking all of them cheap.
final class Bits {
    private static final int WORD = 6;

    private long[] words = new long[1];

    boolean has(int slot) {
        int word = slot >> WORD;
        return word < words.length && (words[word] & (1L << slot)) != 0;
    }

    void set(int slot, boolean in) {
        int word = slot >> WORD;
        if (word >= words.length) {
            if (!in) {
                return;
            }
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        if (in) {
            words[word] |= 1L << slot;
        } else {
            words[word] &= ~(1L << slot);
        }
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    void copy(Bits other) {
        if (words.length < other.words.length) {
            words = other.words.clone();
            return;
        }
        System.arraycopy(other.words, 0, words, 0, other.words.length);
        Arrays.fill(words, other.words.length, words.length, 0);
    }

    void add(Bits other) {
        if (words.length < other.words.length) {
            words = Arrays.copyOf(words, other.words.length);
        }
        for (int i = 0; i < other.words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    void keep(Bits other) {
        int both = Math.min(words.length, other.words.length);
        for (int i = 0; i < both; i++) {
            words[i] &= other.words[i];
        }
        Arrays.fill(words, both, words.length, 0);
    }

    void drop(Bits other) {
        int both = Math.min(words.length, other.words.length);
        for (int i = 0; i < both; i++) {
            words[i] &= ~other.words[i];
        }
    }

    boolean empty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    boolean meets(Bits other) {
        int both = Math.min(words.length, other.words.length);
        for (int i = 0; i < both; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing of it is outside of the other.
    boolean within(Bits other) {
        for (int i = 0; i < words.length; i++) {
            long there = i < other.words.length ? other.words[i] : 0;
            if ((words[i] & ~there) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The first slot in it from this one on, or -1.
    int next(int from) {
        int word = from >> WORD;
        if (word >= words.length) {
            return -1;
        }
        long rest = words[word] & (-1L << from);
        while (rest == 0) {
            if (++word == words.length) {
                return -1;
            }
            rest = words[word];
        }
        return (word << WORD) + Long.numberOfTrailingZeros(rest);
    }

    /// The slot in it with so many before it.
    int nth(int before) {
        int left = before;
        for (int word = 0; word < words.length; word++) {
            int here = Long.bitCount(words[word]);
            if (left < here) {
                long rest = words[word];
                for (int i = 0; i < left; i++) {
                    rest &= rest - 1;
                }
                return (word << WORD) + Long.numberOfTrailingZeros(rest);
            }
            left -= here;
        }
        throw new IllegalArgumentException("there are " + (before - left) + ", asked for number " + before);
    }
}
