import java.util.List;
import java.util.StringJoiner;

/// Writes one structure as a record with its description and builder.
final class Records {
    private final String packageName;
    private final String serviceClass;
    private final Types types;

    Records(String packageName, String serviceClass, Types types) {
        this.packageName = packageName;
        this.serviceClass = serviceClass;
        this.types = types;
    }

    String source(Model.Structure structure) {
        String name = structure.name();
        List<Model.Member> members = structure.members();
        var out = new StringBuilder();
        out.append("package ").append(packageName).append(";\n\n");
        for (String type : List.of("io.argosy.shapes.Copies", "io.argosy.shapes.Member", "io.argosy.shapes.Shape",
                "io.argosy.shapes.Structure", "io.argosy.shapes.Type", "java.time.Instant", "java.util.List",
                "java.util.Map", "java.util.Optional", "org.jspecify.annotations.Nullable")) {
            out.append("import ").append(type).append(";\n");
        }
        out.append("\npublic record ").append(name).append('(').append(components(members)).append(") implements Shape {\n");
        out.append(description(structure));
        out.append(constructor(structure));
        out.append("    @Override\n    public Structure<").append(name).append("> structure() {\n        return STRUCTURE;\n    }\n\n");
        out.append(value(members));
        if (members.stream().anyMatch(member -> member.traits().contains("@sensitive"))) {
            out.append("    @Override\n    public String toString() {\n        return STRUCTURE.show(this);\n    }\n\n");
        }
        out.append(of(structure));
        out.append(builder(structure));
        return out.append("}\n").toString();
    }

    private String components(List<Model.Member> members) {
        var joined = new StringJoiner(",\n        ", members.isEmpty() ? "" : "\n        ", "");
        members.forEach(member -> joined.add(componentType(member) + " " + member.javaName()));
        return joined.toString();
    }

    private String componentType(Model.Member member) {
        String type = types.javaType(member.type());
        return member.required() ? type : "Optional<" + type + ">";
    }

    private String description(Model.Structure structure) {
        String name = structure.name();
        var joined = new StringJoiner(",\n                    ", "List.of(", ")");
        for (Model.Member member : structure.members()) {
            String type = types.expression(member.type(), name + "." + member.name());
            joined.add("Member." + (member.required() ? "required" : "optional") + "(\"" + member.name() + "\", " + type + ")"
                    + traits(member));
        }
        return "    public static final Structure<%s> STRUCTURE =\n            new Structure<>(%s.MODEL, \"%s\", %s::of, %s);\n\n"
                .formatted(name, serviceClass, name, name, joined);
    }

    private static String traits(Model.Member member) {
        var out = new StringBuilder();
        for (String trait : member.traits()) {
            int open = trait.indexOf('(');
            String word = trait.substring(1, open < 0 ? trait.length() : open);
            switch (word) {
                case "path", "query", "header" -> out.append(".at(Member.Place.").append(word.toUpperCase()).append(", \"")
                        .append(trait, open + 1, trait.length() - 1).append("\")");
                case "payload" -> out.append(".at(Member.Place.PAYLOAD, \"").append(member.name()).append("\")");
                case "sensitive" -> out.append(".secret()");
                case "token" -> {}
                default -> throw new IllegalStateException(trait);
            }
        }
        return out.toString();
    }

    private static String constructor(Model.Structure structure) {
        var out = new StringBuilder();
        for (Model.Member member : structure.members()) {
            String copy = member.type().startsWith("list<") ? "list" : member.type().startsWith("map<") ? "map" : "";
            if (!copy.isEmpty()) {
                String name = member.javaName();
                out.append("        ").append(name).append(" = Copies.").append(copy).append('(').append(name).append(");\n");
            }
        }
        return out.isEmpty() ? "" : "    public " + structure.name() + " {\n" + out + "    }\n\n";
    }

    private static String value(List<Model.Member> members) {
        if (members.isEmpty()) {
            return """
                        @Override
                        public @Nullable Object value(int position) {
                            throw new IndexOutOfBoundsException(position);
                        }

                    """;
        }
        var out = new StringBuilder("    @Override\n    public @Nullable Object value(int position) {\n        return switch (position) {\n");
        for (int i = 0; i < members.size(); i++) {
            Model.Member member = members.get(i);
            out.append("            case ").append(i).append(" -> this.").append(member.javaName())
                    .append(member.required() ? "" : ".orElse(null)").append(";\n");
        }
        return out.append("            default -> throw new IndexOutOfBoundsException(position);\n        };\n    }\n\n").toString();
    }

    private static String of(Model.Structure structure) {
        var joined = new StringJoiner(", ");
        for (int i = 0; i < structure.members().size(); i++) {
            boolean required = structure.members().get(i).required();
            joined.add((required ? "STRUCTURE.required" : "Structure.optional") + "(values, " + i + ")");
        }
        return "    private static %s of(@Nullable Object[] values) {\n        return new %s(%s);\n    }\n\n"
                .formatted(structure.name(), structure.name(), joined);
    }

    private String builder(Model.Structure structure) {
        var out = new StringBuilder();
        out.append("    public static Builder builder() {\n        return new Builder(new @Nullable Object[")
                .append(structure.members().size()).append("]);\n    }\n\n");
        out.append("    public Builder toBuilder() {\n        return new Builder(STRUCTURE.valuesOf(this));\n    }\n\n");
        out.append("    public static final class Builder {\n        private final @Nullable Object[] values;\n\n");
        out.append("        private Builder(@Nullable Object[] values) {\n            this.values = values;\n        }\n\n");
        for (int i = 0; i < structure.members().size(); i++) {
            Model.Member member = structure.members().get(i);
            String type = types.javaType(member.type());
            out.append(setter(member.javaName(), type, i, "value"));
            if (!member.required()) {
                out.append(setter(member.javaName(), "Optional<" + type + ">", i, "value.orElse(null)"));
            }
        }
        out.append("        public ").append(structure.name()).append(" build() {\n            return of(values);\n        }\n    }\n");
        return out.toString();
    }

    private static String setter(String name, String type, int position, String value) {
        return "        public Builder %s(%s value) {\n            values[%d] = %s;\n            return this;\n        }\n\n"
                .formatted(name, type, position, value);
    }
}
