package io.argosy.wire.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The decoded parameters of a raw query, in the order they came.
public record QueryString(List<Parameter> parameters) {
    /// One decoded name and value.
    public record Parameter(String name, String value) {
        private String encoded() {
            return PercentCode.encode(name) + "=" + PercentCode.encode(value);
        }
    }

    public QueryString {
        parameters = List.copyOf(parameters);
    }

    public static QueryString parse(String rawQuery) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(PercentCode.decodeForm(name), PercentCode.decodeForm(value)));
            }
        }
        return new QueryString(parameters);
    }

    List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    public Optional<String> first(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    QueryString without(String name) {
        return new QueryString(parameters.stream()
                .filter(parameter -> !parameter.name().equals(name))
                .toList());
    }

    /// As SigV4 signs it: encoded, sorted by name and then value.
    String canonical() {
        Comparator<Parameter> order = Comparator.comparing(
                        (Parameter parameter) -> PercentCode.encode(parameter.name()))
                .thenComparing(parameter -> PercentCode.encode(parameter.value()));
        return parameters.stream().sorted(order).map(Parameter::encoded).collect(Collectors.joining("&"));
    }
}
