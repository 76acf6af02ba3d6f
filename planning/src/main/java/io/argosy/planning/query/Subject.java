package io.argosy.planning.query;

import io.argosy.model.InstanceLoad;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What a test of the cluster query language looks at, with the operators and the type of value it takes.
/// `values` are the instance's; `literal` reads the expression's.
record Subject<T extends Comparable<T>>(
        String name,
        Set<Operator> operators,
        Reach reach,
        Function<InstanceLoad, Collection<T>> values,
        Literal<T> literal) {

    /// Reads a literal as a value of the subject's type.
    interface Literal<T> {
        T of(String text) throws InvalidExpression;
    }

    private static final Subject<String> GROUP = new Subject<>(
            "task:group",
            Operator.OF_TEXT,
            Reach.LOAD,
            load -> load.liveByGroup().names(),
            text -> text);
    private static final Subject<String> EC2_INSTANCE = new Subject<>(
            "ec2InstanceId",
            Operator.OF_TEXT,
            Reach.INSTANCE,
            load -> List.of(load.instance().ec2InstanceId()),
            text -> text);
    private static final Subject<String> CONNECTED = new Subject<>(
            "agentConnected",
            Operator.OF_TEXT,
            Reach.INSTANCE,
            load -> List.of(Boolean.toString(load.instance().agentConnected())),
            Literals::truth);
    private static final Subject<Version> VERSION = new Subject<>(
            "agentVersion",
            Operator.OF_ORDER,
            Reach.INSTANCE,
            load -> load.instance().agentVersion().agentVersion().flatMap(Version::reported).stream()
                    .toList(),
            Version::literal);
    private static final Subject<Instant> REGISTERED = new Subject<>(
            "registeredAt",
            Operator.OF_ORDER,
            Reach.INSTANCE,
            load -> List.of(load.instance().registeredAt().truncatedTo(ChronoUnit.SECONDS)),
            Literals::moment);
    private static final Subject<Integer> RUNNING = new Subject<>(
            "runningTasksCount", Operator.OF_ORDER, Reach.LOAD, load -> List.of(load.running()), Literals::count);
    private static final List<Subject<?>> FIXED = List.of(GROUP, EC2_INSTANCE, CONNECTED, VERSION, REGISTERED, RUNNING);

    static Subject<?> named(String text) throws InvalidExpression {
        if (text.startsWith(AttributeLookup.PREFIX) && text.length() > AttributeLookup.PREFIX.length()) {
            return attribute(text, text.substring(AttributeLookup.PREFIX.length()));
        }
        for (Subject<?> subject : FIXED) {
            if (subject.name().equals(text)) {
                return subject;
            }
        }
        throw new InvalidExpression("'" + text + "' is not a subject.");
    }

    private static Subject<String> attribute(String text, String attribute) {
        return new Subject<>(
                text,
                Operator.EVERY,
                Reach.ATTRIBUTES,
                load -> AttributeLookup.value(load.instance(), attribute)
                        .map(List::of)
                        .orElse(List.of()),
                literal -> literal);
    }

    Condition test(Operator operator, List<String> arguments) throws InvalidExpression {
        return switch (operator) {
            case EXISTS -> new Condition.Test<>(reach, values, _ -> true);
            case NOT_EXISTS -> new Condition.Not(new Condition.Test<>(reach, values, _ -> true));
            case MATCHES -> matching(arguments.getFirst(), true);
            case NOT_MATCHES -> matching(arguments.getFirst(), false);
            case IN -> amongst(arguments, true);
            case NOT_IN -> amongst(arguments, false);
            case EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL ->
                compared(operator, literal.of(arguments.getFirst()));
        };
    }

    private Condition matching(String regex, boolean wanted) throws InvalidExpression {
        var pattern = WholeValue.matching(regex);
        return new Condition.Test<>(reach, values, value -> pattern.matches(value.toString()) == wanted);
    }

    private Condition amongst(List<String> arguments, boolean wanted) throws InvalidExpression {
        var literals = new HashSet<T>();
        for (String argument : arguments) {
            literals.add(literal.of(argument));
        }
        return new Condition.Test<>(reach, values, value -> literals.contains(value) == wanted);
    }

    private Condition compared(Operator operator, T bound) {
        return new Condition.Test<>(reach, values, value -> {
            int order = value.compareTo(bound);
            return switch (operator) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case GREATER -> order > 0;
                case GREATER_EQUAL -> order >= 0;
                case LESS -> order < 0;
                case LESS_EQUAL -> order <= 0;
                case EXISTS, NOT_EXISTS, IN, NOT_IN, MATCHES, NOT_MATCHES ->
                    throw new IllegalStateException(operator + " does not compare");
            };
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
