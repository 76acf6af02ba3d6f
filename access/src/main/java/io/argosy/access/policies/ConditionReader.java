package io.argosy.access.policies;

import io.argosy.access.policies.Comparison.Order;
import io.argosy.access.policies.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the `Condition` of a statement.
final class ConditionReader {
    private static final String IF_EXISTS = "IfExists";
    private static final String ANY = "ForAnyValue:";
    private static final String ALL = "ForAllValues:";

    private final boolean variables;

    ConditionReader(boolean variables) {
        this.variables = variables;
    }

    List<Condition> read(Object block) throws MalformedPolicy {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, Object> operator :
                PolicyJson.object(block, "Condition").entrySet()) {
            Map<String, Object> keys = PolicyJson.object(operator.getValue(), operator.getKey());
            for (Map.Entry<String, Object> key : keys.entrySet()) {
                conditions.add(condition(operator.getKey(), key.getKey(), PolicyJson.texts(key.getValue())));
            }
        }
        return conditions;
    }

    private Condition condition(String operator, String key, List<String> values) throws MalformedPolicy {
        if (!key.contains(":")) {
            throw new MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        if (operator.equals("Null")) {
            return new Condition.Missing(key, each(operator, values, ConditionValues::truth));
        }
        Quantifier quantifier = operator.startsWith(ANY)
                ? Quantifier.ANY
                : operator.startsWith(ALL) ? Quantifier.ALL : Quantifier.USUAL;
        String name = operator.substring(operator.indexOf(':') + 1);
        boolean ifExists = name.endsWith(IF_EXISTS);
        String plain = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
        if (quantifier == Quantifier.USUAL && operator.contains(":")) {
            throw unknown(operator);
        }
        return new Condition.Compared(key, quantifier, negated(plain), ifExists, comparison(plain, operator, values));
    }

    private static boolean negated(String operator) {
        return operator.contains("Not");
    }

    private Comparison comparison(String plain, String operator, List<String> values) throws MalformedPolicy {
        return switch (plain) {
            case "StringEquals", "StringNotEquals" -> new Comparison.Texts(true, plain(values));
            case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase" -> new Comparison.Texts(false, plain(values));
            case "StringLike", "StringNotLike" -> new Comparison.Texts(true, wild(values));
            case "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike" -> new Comparison.Arns(wild(values));
            case "Bool" -> new Comparison.Truths(each(operator, values, ConditionValues::truth));
            case "IpAddress", "NotIpAddress" -> new Comparison.Addresses(each(operator, values, AddressRange::read));
            default -> ordered(plain, operator, values);
        };
    }

    private static Comparison ordered(String plain, String operator, List<String> values) throws MalformedPolicy {
        boolean numbers = plain.startsWith("Numeric");
        if (!numbers && !plain.startsWith("Date")) {
            throw unknown(operator);
        }
        Order order = switch (plain.substring(numbers ? "Numeric".length() : "Date".length())) {
            case "Equals", "NotEquals" -> Order.EQUAL;
            case "LessThan" -> Order.LESS;
            case "LessThanEquals" -> Order.LESS_OR_EQUAL;
            case "GreaterThan" -> Order.GREATER;
            case "GreaterThanEquals" -> Order.GREATER_OR_EQUAL;
            default -> throw unknown(operator);
        };
        return numbers
                ? new Comparison.Numbers(order, each(operator, values, ConditionValues::number))
                : new Comparison.Dates(order, each(operator, values, ConditionValues::date));
    }

    private List<TextPattern> plain(List<String> values) {
        return values.stream().map(value -> TextPattern.plain(value, variables)).toList();
    }

    private List<TextPattern> wild(List<String> values) {
        return values.stream().map(value -> TextPattern.wild(value, variables)).toList();
    }

    private static <T> List<T> each(String operator, List<String> values, Function<String, Optional<T>> read)
            throws MalformedPolicy {
        List<T> all = new ArrayList<>();
        for (String value : values) {
            all.add(read.apply(value)
                    .orElseThrow(() -> new MalformedPolicy("Invalid value '" + value + "' of " + operator + ".")));
        }
        return all;
    }

    private static MalformedPolicy unknown(String operator) {
        return new MalformedPolicy("Invalid Condition type : " + operator + ".");
    }
}
