package io.argosy.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many there are of each name: a value kept in two short arrays, so that one more is a copy and no hashing. Names
/// of which there are none are not in it.
public final class Counts {
    public static final Counts NONE = new Counts(new String[0], new int[0]);

    /// What is told of a name whose count is another one.
    public interface Difference {
        void of(String name, int was, int is);
    }

    /// In ascending order.
    private final String[] names;

    private final int[] numbers;

    private Counts(String[] names, int[] numbers) {
        this.names = names;
        this.numbers = numbers;
    }

    public static Counts of(Map<String, Integer> counts) {
        Counts all = NONE;
        for (var one : new TreeMap<>(counts).entrySet()) {
            all = all.plus(one.getKey(), one.getValue());
        }
        return all;
    }

    public int of(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? 0 : numbers[at];
    }

    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    public Counts plus(String name, int more) {
        if (more == 0) {
            return this;
        }
        int at = Arrays.binarySearch(names, name);
        if (at < 0) {
            return with(-at - 1, name, more);
        }
        if (numbers[at] + more == 0) {
            return without(at);
        }
        int[] changed = numbers.clone();
        changed[at] += more;
        return new Counts(names, changed);
    }

    private Counts with(int at, String name, int number) {
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        int[] moreNumbers = Arrays.copyOf(numbers, names.length + 1);
        System.arraycopy(names, at, moreNames, at + 1, names.length - at);
        System.arraycopy(numbers, at, moreNumbers, at + 1, names.length - at);
        moreNames[at] = name;
        moreNumbers[at] = number;
        return new Counts(moreNames, moreNumbers);
    }

    private Counts without(int at) {
        String[] fewerNames = Arrays.copyOf(names, names.length - 1);
        int[] fewerNumbers = Arrays.copyOf(numbers, names.length - 1);
        System.arraycopy(names, at + 1, fewerNames, at, names.length - at - 1);
        System.arraycopy(numbers, at + 1, fewerNumbers, at, names.length - at - 1);
        return new Counts(fewerNames, fewerNumbers);
    }

    /// Tells of each name that counts otherwise here than there. Names that both have are usually the same objects.
    public void since(Counts earlier, Difference difference) {
        int here = 0;
        int there = 0;
        while (here < names.length || there < earlier.names.length) {
            int order = order(here, earlier, there);
            String name = order <= 0 ? names[here] : earlier.names[there];
            int is = order <= 0 ? numbers[here++] : 0;
            int was = order >= 0 ? earlier.numbers[there++] : 0;
            if (is != was) {
                difference.of(name, was, is);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private int order(int here, Counts earlier, int there) {
        if (here == names.length || there == earlier.names.length) {
            return here == names.length ? 1 : -1;
        }
        return names[here] == earlier.names[there] ? 0 : names[here].compareTo(earlier.names[there]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts that && Arrays.equals(names, that.names) && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        var text = new TreeMap<String, Integer>();
        for (int i = 0; i < names.length; i++) {
            text.put(names[i], numbers[i]);
        }
        return text.toString();
    }
}
