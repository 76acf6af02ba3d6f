package io.argosy.secrets.parameters;

import io.argosy.shapes.ssm.ParameterStringFilter;
import io.argosy.shapes.ssm.ParametersFilter;
import io.argosy.shapes.ssm.Tag;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The filters of lists of parameters. All of them must let a parameter pass, each by one of its values.
final class ParameterFilters {
    private static final Set<String> BY_PATH = Set.of("Type", "KeyId", "Label");
    private static final String TAG = "tag:";

    /// A parameter with what it says now.
    record Known(StoredParameter parameter, ParameterVersion latest) {}

    private ParameterFilters() {}

    /// The older form, of which every value is a beginning.
    static Predicate<Known> old(List<ParametersFilter> filters) {
        return known -> filters.stream()
                .allMatch(filter -> filter.values().stream()
                        .anyMatch(value -> values(known, filter.key()).anyMatch(text -> text.startsWith(value))));
    }

    static Predicate<Known> of(List<ParameterStringFilter> filters) {
        List<Predicate<Known>> all = filters.stream().map(ParameterFilters::of).toList();
        return known -> all.stream().allMatch(one -> one.test(known));
    }

    static void checkByPath(List<ParameterStringFilter> filters) {
        filters.stream()
                .map(ParameterStringFilter::key)
                .filter(key -> !BY_PATH.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw SsmErrors.of(
                            "InvalidFilterKey",
                            "The following filter key is not valid: " + key
                                    + ". Valid filter keys include: [Type, KeyId].");
                });
    }

    private static Predicate<Known> of(ParameterStringFilter filter) {
        String key = filter.key();
        List<String> wanted = filter.values().orElse(List.of());
        String option = filter.option().orElse(key.equals("Path") ? "OneLevel" : "Equals");
        if (key.equals("Path")) {
            return path(option, wanted);
        }
        if (wanted.isEmpty() && !key.startsWith(TAG)) {
            throw SsmErrors.of(
                    "InvalidFilterValue", "The following filter values are missing : null for filter key " + key);
        }
        return switch (option) {
            case "Equals" -> known -> values(known, key).anyMatch(text -> wanted.isEmpty() || wanted.contains(text));
            case "BeginsWith" ->
                known -> values(known, key).anyMatch(text -> wanted.stream().anyMatch(text::startsWith));
            case "Contains" ->
                known -> values(known, key).anyMatch(text -> wanted.stream().anyMatch(text::contains));
            default ->
                throw SsmErrors.of(
                        "InvalidFilterOption",
                        "The following filter option is not valid: " + option
                                + ". Valid options include: [BeginsWith, Equals].");
        };
    }

    private static Predicate<Known> path(String option, List<String> wanted) {
        return switch (option) {
            case "Recursive" -> known -> wanted.stream().anyMatch(path -> under(known.parameter(), path, true));
            case "OneLevel" -> known -> wanted.stream().anyMatch(path -> under(known.parameter(), path, false));
            default ->
                throw SsmErrors.of(
                        "InvalidFilterOption",
                        "The following filter option is not valid: " + option
                                + ". Valid options include: [Recursive, OneLevel].");
        };
    }

    /// Whether a parameter lies in a folder, or anywhere under it.
    static boolean under(StoredParameter parameter, String path, boolean recursive) {
        String folder = path.endsWith("/") ? path : path + "/";
        String name = parameter.name().startsWith("/") ? parameter.name() : "/" + parameter.name();
        return name.startsWith(folder) && (recursive || name.indexOf('/', folder.length()) < 0);
    }

    private static Stream<String> values(Known known, String key) {
        ParameterVersion latest = known.latest();
        if (key.startsWith(TAG)) {
            return known.parameter().tags().stream()
                    .filter(tag -> tag.key().equals(key.substring(TAG.length())))
                    .map(Tag::value);
        }
        return switch (key) {
            case "Name" -> Stream.of(known.parameter().name());
            case "Type" -> Stream.of(latest.said().type());
            case "KeyId" -> Stream.of(latest.said().keyId());
            case "Tier" -> Stream.of(latest.said().tier());
            case "DataType" -> Stream.of(latest.said().dataType());
            case "Label" -> latest.labels().stream();
            default -> throw SsmErrors.of("InvalidFilterKey", "The following filter key is not valid: " + key + ".");
        };
    }
}
