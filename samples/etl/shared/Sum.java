package shop;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What some orders come to.
record Sum(long orders, long quantity, long cents) {
    /// Of one order; its price is known once a worker has finished it.
    static Sum of(String quantity, String cents) {
        return new Sum(1, Long.parseLong("0" + quantity), Long.parseLong("0" + cents));
    }

    Sum plus(Sum other) {
        return new Sum(orders + other.orders, quantity + other.quantity, cents + other.cents);
    }

    static String lines(Map<String, Sum> sums) {
        return sums.entrySet().stream()
                .map(row -> row.getValue().orders + "\t" + row.getValue().quantity + "\t" + row.getValue().cents + "\t"
                        + row.getKey() + "\n")
                .collect(Collectors.joining());
    }

    static Map<String, Sum> read(String lines) {
        Map<String, Sum> sums = new TreeMap<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split("\t", 4);
            sums.put(parts[3], new Sum(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
        return sums;
    }
}
