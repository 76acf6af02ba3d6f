package io.argosy.schedules.expressions;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field of numbers: `*`, values, ranges and steps, in a list. `names` stand for the numbers from the least one on.
record CronField(int least, int most, List<String> names) {
    private static final Pattern PART = Pattern.compile("(\\*|[0-9A-Z]+)(?:-([0-9A-Z]+))?(?:/([0-9]{1,4}))?");

    /// The numbers that a text names; nothing if it is none for this field.
    Optional<BitSet> read(String given) {
        var all = new BitSet();
        for (String part : given.split(",", -1)) {
            Optional<BitSet> some = part(part);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            all.or(some.get());
        }
        return Optional.of(all);
    }

    private Optional<BitSet> part(String given) {
        Matcher part = PART.matcher(given);
        if (!part.matches()) {
            return Optional.empty();
        }
        boolean every = part.group(1).equals("*");
        Optional<Integer> from = every ? Optional.of(least) : value(part.group(1));
        Optional<Integer> end = Optional.ofNullable(part.group(2)).flatMap(this::value);
        Optional<Integer> step = Optional.ofNullable(part.group(3)).map(Integer::valueOf);
        boolean wrong = from.isEmpty()
                || step.filter(number -> number == 0).isPresent()
                || part.group(2) != null && (every || end.isEmpty());
        if (wrong) {
            return Optional.empty();
        }
        int last = end.orElse(every || step.isPresent() ? most : from.get());
        return Optional.of(steps(from.get(), last, step.orElse(1)));
    }

    /// A range that ends before it begins goes on at the field's start.
    private BitSet steps(int from, int last, int step) {
        int size = most - least + 1;
        int length = Math.floorMod(last - from, size);
        var numbers = new BitSet();
        for (int passed = 0; passed <= length; passed += step) {
            numbers.set(least + Math.floorMod(from - least + passed, size));
        }
        return numbers;
    }

    Optional<Integer> value(String given) {
        int named = names.indexOf(given);
        if (named >= 0) {
            return Optional.of(least + named);
        }
        boolean number = given.matches("[0-9]{1,4}");
        return number
                ? Optional.of(Integer.parseInt(given)).filter(value -> value >= least && value <= most)
                : Optional.empty();
    }
}
