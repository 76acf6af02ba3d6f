import java.util.StringJoiner;

/// Writes the class that stands for a service: its model, its operations, and how names are resolved.
final class ServiceClass {
    private ServiceClass() {}

    static String source(Model model, String packageName, String serviceClass) {
        var out = new StringBuilder();
        out.append("package ").append(packageName).append(";\n\n");
        out.append("import java.util.List;\nimport org.jspecify.annotations.Nullable;\n\n");
        out.append("/// The interface of `").append(model.fact("service")).append("`: its model, and a constant for each operation.\n");
        out.append("public final class ").append(serviceClass).append(" {\n");
        out.append(modelConstant(model, serviceClass));
        model.operations.forEach(operation -> out.append(operationConstant(operation)));
        out.append("    private ").append(serviceClass).append("() {}\n\n");
        out.append(names(model));
        out.append(operations(model));
        out.append(structures(model));
        out.append(errors(model));
        return out.append("}\n").toString();
    }

    private static String modelConstant(Model model, String serviceClass) {
        String protocol = switch (model.fact("protocol")) {
            case "awsJson1_0" -> "AWS_JSON_1_0";
            case "awsJson1_1" -> "AWS_JSON_1_1";
            case "restJson1" -> "REST_JSON_1";
            case "query" -> "QUERY";
            default -> throw new IllegalStateException(model.fact("protocol"));
        };
        return """
                    public static final io.argosy.shapes.ServiceModel MODEL = new io.argosy.shapes.ServiceModel(
                            new io.argosy.shapes.ServiceModel.Facts("%s", io.argosy.shapes.Protocol.%s, "%s", "%s", "%s", "%s", %s),
                            names(), %s::operation, %s::structure, %s::error);

                """.formatted(model.fact("service"), protocol, model.fact("version"), model.fact("target"), model.fact("signing"),
                model.fact("namespace"), model.fact("enums").equals("checked"), serviceClass, serviceClass, serviceClass);
    }

    private static String operationConstant(Model.Operation operation) {
        boolean plain = operation.method().equals("POST") && operation.uri().equals("/") && operation.status().equals("200");
        String http = plain
                ? "io.argosy.shapes.OperationModel.HttpAddress.POST_ROOT"
                : "new io.argosy.shapes.OperationModel.HttpAddress(\"%s\", \"%s\", %s)"
                        .formatted(operation.method(), operation.uri(), operation.status());
        var errors = new StringJoiner(", ", "List.of(", ")");
        operation.errors().forEach(error -> errors.add('"' + error + '"'));
        return """
                    public static final io.argosy.shapes.OperationModel<%s, %s> %s = new io.argosy.shapes.OperationModel<>(
                            MODEL, "%s", "%s", "%s", %s, %s);

                """.formatted(operation.input(), operation.output(), Names.constant(operation.name()), operation.name(),
                operation.input(), operation.output(), http, errors);
    }

    private static String names(Model model) {
        var names = new StringJoiner(",\n                ", "List.of(\n                ", ")");
        model.operations.forEach(operation -> names.add('"' + operation.name() + '"'));
        return "    private static List<String> names() {\n        return " + names + ";\n    }\n\n";
    }

    private static String operations(Model model) {
        var out = new StringBuilder("    private static io.argosy.shapes.@Nullable OperationModel<?, ?> operation(String name) {\n        return switch (name) {\n");
        model.operations.forEach(operation -> out.append("            case \"%s\" -> %s;\n"
                .formatted(operation.name(), Names.constant(operation.name()))));
        return out.append("            default -> null;\n        };\n    }\n\n").toString();
    }

    private static String structures(Model model) {
        var out = new StringBuilder("    private static io.argosy.shapes.Structure<?> structure(String name) {\n        return switch (name) {\n");
        model.structures.forEach(structure -> out.append("            case \"%s\" -> %s.STRUCTURE;\n"
                .formatted(structure.name(), structure.name())));
        return out.append("            default -> throw new IllegalArgumentException(name);\n        };\n    }\n\n").toString();
    }

    private static String errors(Model model) {
        var out = new StringBuilder("    private static io.argosy.shapes.@Nullable ErrorModel error(String name) {\n        return switch (name) {\n");
        model.errors.forEach(error -> out.append("            case \"%s\" -> new io.argosy.shapes.ErrorModel(\"%s\", %s, %s, \"%s\");\n"
                .formatted(error.name(), error.name(), error.status(), error.server(), error.code())));
        return out.append("            default -> null;\n        };\n    }\n").toString();
    }

    static String limits(Model model, String packageName, String serviceClass) {
        var out = new StringBuilder("package " + packageName + ";\n\nimport io.argosy.shapes.Limits;\nimport java.util.List;\n\n");
        out.append("/// The named limits of `").append(model.fact("service")).append("`.\n");
        out.append("final class ").append(serviceClass).append("Limits {\n");
        model.limits.forEach((name, limit) -> {
            var oneOf = new StringJoiner(", ", "List.of(", ")");
            limit.oneOf().forEach(value -> oneOf.add(Names.literal(value)));
            out.append("    static final Limits %s =\n            new Limits(%s, %s, %s, %s);\n".formatted(
                    Names.constant(name),
                    limit.min().isEmpty() ? "Long.MIN_VALUE" : limit.min() + "L",
                    limit.max().isEmpty() ? "Long.MAX_VALUE" : limit.max() + "L",
                    Names.literal(limit.pattern()),
                    oneOf));
        });
        return out.append("\n    private ").append(serviceClass).append("Limits() {}\n}\n").toString();
    }
}
