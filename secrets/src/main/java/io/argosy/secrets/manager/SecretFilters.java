package io.argosy.secrets.manager;

import io.argosy.shapes.secretsmanager.Filter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The filters of a list of secrets: a secret passes if it has, for each filter, one of its values as a beginning. A
/// value that starts with `!` asks for those that do not have it.
final class SecretFilters {
    private SecretFilters() {}

    static Predicate<StoredSecret> of(List<Filter> filters) {
        return secret -> filters.stream().allMatch(filter -> passes(secret, filter));
    }

    private static boolean passes(StoredSecret secret, Filter filter) {
        return filter.values().orElse(List.of()).stream().anyMatch(value -> {
            boolean not = value.startsWith("!");
            return not != has(secret, filter.key().orElse("all"), not ? value.substring(1) : value);
        });
    }

    private static boolean has(StoredSecret secret, String key, String value) {
        return switch (key) {
            case "name" -> secret.name().startsWith(value);
            case "description" -> beginning(words(secret.description()), value);
            case "tag-key" ->
                secret.tags().stream().anyMatch(tag -> tag.key().orElse("").startsWith(value));
            case "tag-value" ->
                secret.tags().stream().anyMatch(tag -> tag.value().orElse("").startsWith(value));
            case "all" -> beginning(everything(secret), value);
            // Nothing is replicated here, so nothing has a primary region elsewhere.
            default -> false;
        };
    }

    private static Stream<String> everything(StoredSecret secret) {
        return Stream.of(
                        Stream.of(secret.name()),
                        words(secret.name().replaceAll("[^A-Za-z0-9]", " ")),
                        words(secret.description()),
                        secret.tags().stream()
                                .flatMap(tag -> Stream.of(
                                        tag.key().orElse(""), tag.value().orElse(""))))
                .flatMap(texts -> texts);
    }

    private static Stream<String> words(String text) {
        return Stream.concat(Stream.of(text), Stream.of(text.split(" ")));
    }

    private static boolean beginning(Stream<String> texts, String value) {
        String wanted = value.toLowerCase(Locale.ROOT);
        return texts.anyMatch(text -> text.toLowerCase(Locale.ROOT).startsWith(wanted));
    }
}
