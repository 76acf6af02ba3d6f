package io.argosy.access.policies;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// How a value of a request is compared with those of a policy: it must be like one of them.
sealed interface Comparison {
    boolean holds(String value, RequestContext context);

    record Texts(boolean caseMatters, List<TextPattern> patterns) implements Comparison {
        public Texts {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return patterns.stream()
                    .anyMatch(pattern -> caseMatters
                            ? pattern.matches(value, context)
                            : pattern.matchesIgnoringCase(value, context));
        }
    }

    record Arns(List<TextPattern> patterns) implements Comparison {
        public Arns {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return patterns.stream().anyMatch(pattern -> pattern.matchesArn(value, context));
        }
    }

    /// Which way a value may lie from that of the policy.
    enum Order {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case LESS -> compared < 0;
                case LESS_OR_EQUAL -> compared <= 0;
                case GREATER -> compared > 0;
                case GREATER_OR_EQUAL -> compared >= 0;
            };
        }
    }

    record Numbers(Order order, List<BigDecimal> numbers) implements Comparison {
        public Numbers {
            numbers = List.copyOf(numbers);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return ConditionValues.number(value)
                    .filter(given -> numbers.stream().anyMatch(number -> order.holds(given.compareTo(number))))
                    .isPresent();
        }
    }

    record Dates(Order order, List<Instant> dates) implements Comparison {
        public Dates {
            dates = List.copyOf(dates);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return ConditionValues.date(value)
                    .filter(given -> dates.stream().anyMatch(date -> order.holds(given.compareTo(date))))
                    .isPresent();
        }
    }

    record Truths(List<Boolean> truths) implements Comparison {
        public Truths {
            truths = List.copyOf(truths);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return ConditionValues.truth(value).filter(truths::contains).isPresent();
        }
    }

    record Addresses(List<AddressRange> ranges) implements Comparison {
        public Addresses {
            ranges = List.copyOf(ranges);
        }

        @Override
        public boolean holds(String value, RequestContext context) {
            return ConditionValues.address(value)
                    .map(InetAddress::getAddress)
                    .filter(given -> ranges.stream().anyMatch(range -> range.contains(given)))
                    .isPresent();
        }
    }
}
