/// What a model file's type is in Java, and the expression that describes it.
final class Types {
    private final Model model;
    private final String serviceClass;

    Types(Model model, String serviceClass) {
        this.model = model;
        this.serviceClass = serviceClass;
    }

    String javaType(String type) {
        if (type.startsWith("list<")) {
            return "List<" + javaType(inner(type)) + ">";
        }
        if (type.startsWith("map<")) {
            return "Map<String, " + javaType(inner(type)) + ">";
        }
        return switch (type) {
            case "string" -> "String";
            case "boolean" -> "Boolean";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "float", "double" -> "Double";
            case "blob" -> "io.argosy.shapes.Blob";
            case "document" -> "io.argosy.shapes.JsonDocument";
            case "timestamp", "timestamp(iso)", "timestamp(http)", "timestamp(epoch)" -> "Instant";
            default -> type;
        };
    }

    /// `place` is where the type is used, as the limits file names it: `Structure.member[]`.
    String expression(String type, String place) {
        String limits = limits(place);
        String plain = plain(type, place);
        return limits.isEmpty() ? plain : plain + ".within(" + limits + ")";
    }

    private String plain(String type, String place) {
        if (type.startsWith("list<")) {
            return "Type.list(" + expression(inner(type), place + "[]") + ")";
        }
        if (type.startsWith("map<")) {
            String keys = limits(place + "{key}");
            return "Type.map(" + (keys.isEmpty() ? "" : keys + ", ") + expression(inner(type), place + "{}") + ")";
        }
        return switch (type) {
            case "string" -> "Type.STRING";
            case "boolean" -> "Type.BOOLEAN";
            case "int" -> "Type.INTEGER";
            case "long" -> "Type.LONG";
            case "float" -> "Type.FLOAT";
            case "double" -> "Type.DOUBLE";
            case "blob" -> "Type.BLOB";
            case "document" -> "Type.DOCUMENT";
            case "timestamp" -> "Type.TIMESTAMP";
            case "timestamp(iso)" -> "Type.TIMESTAMP_ISO";
            case "timestamp(http)" -> "Type.TIMESTAMP_HTTP";
            case "timestamp(epoch)" -> "Type.TIMESTAMP_EPOCH";
            default -> "new Type.Nested(" + serviceClass + ".MODEL, \"" + type + "\")";
        };
    }

    private String limits(String place) {
        String name = model.uses.get(place);
        return name == null ? "" : serviceClass + "Limits." + Names.constant(name);
    }

    private static String inner(String type) {
        return type.substring(type.indexOf('<') + 1, type.length() - 1);
    }
}
