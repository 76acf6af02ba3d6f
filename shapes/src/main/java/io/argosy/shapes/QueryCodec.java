package io.argosy.shapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The query protocol: flat form parameters come in (`Tags.member.1.Key=…`), XML goes out.
public final class QueryCodec {
    private static final int DEEPEST = JsonCodec.MAX_DEPTH;
    private static final int LONGEST_LIST = 10_000;

    /// A parameter's value and what stands below its name.
    private static final class Node {
        private @Nullable String text;
        private final Map<String, Node> below = new TreeMap<>();

        private void add(String[] names, int depth, String value) {
            if (depth == names.length) {
                text = value;
            } else {
                below.computeIfAbsent(names[depth], _ -> new Node()).add(names, depth + 1, value);
            }
        }
    }

    private QueryCodec() {}

    public static <T extends Shape> T read(Map<String, String> form, Structure<T> structure) {
        var root = new Node();
        form.forEach((name, value) -> {
            String[] names = name.split("\\.", -1);
            if (names.length > DEEPEST) {
                throw ShapeException.unreadable(name, "The parameter nests deeper than " + DEEPEST);
            }
            root.add(names, 0, value);
        });
        return structure(root, structure, "");
    }

    private static <T extends Shape> T structure(Node node, Structure<T> structure, String path) {
        var values = new @Nullable Object[structure.members().size()];
        for (int i = 0; i < values.length; i++) {
            Member member = structure.members().get(i);
            Node given = node.below.get(member.name());
            values[i] = given == null ? null : value(given, member.type(), joined(path, member.name()));
        }
        structure.missing(values).ifPresent(member -> {
            throw ShapeException.missing(joined(path, member.name()));
        });
        return structure.build(values);
    }

    private static Object value(Node node, Type type, String path) {
        return switch (type) {
            case Type.Scalar(var kind, var _) -> TextScalars.read(kind, text(node, path), () -> path);
            case Type.ListOf(var element, var _) -> list(node, element, path);
            case Type.MapOf(var _, var element, var _) -> map(node, element, path);
            case Type.Nested nested -> structure(node, nested.structure(), path);
        };
    }

    private static String text(Node node, String path) {
        if (node.text == null) {
            throw ShapeException.unreadable(path, "A structure can not be converted to a plain value");
        }
        return node.text;
    }

    /// `member.1`, `member.2`, … in the order of their numbers; a bare empty value is an empty list.
    private static List<Object> list(Node node, Type element, String path) {
        List<Object> items = new ArrayList<>();
        numbered(node, "member", path)
                .forEach((number, item) -> items.add(value(item, element, path + "." + number + ".member")));
        return List.copyOf(items);
    }

    private static Map<String, Object> map(Node node, Type element, String path) {
        Map<String, Object> entries = new LinkedHashMap<>();
        numbered(node, "entry", path).forEach((_, entry) -> {
            Node key = entry.below.get("key");
            Node value = entry.below.get("value");
            if (key == null || value == null) {
                throw ShapeException.unreadable(path, "A map entry needs a key and a value");
            }
            entries.put(text(key, path), value(value, element, path + "." + text(key, path)));
        });
        return entries;
    }

    private static Map<Integer, Node> numbered(Node node, String word, String path) {
        Map<Integer, Node> items = new TreeMap<>();
        Node named = node.below.getOrDefault(word, new Node());
        named.below.forEach((number, item) -> {
            if (!number.matches("[0-9]{1,5}") || items.size() >= LONGEST_LIST) {
                throw ShapeException.unreadable(path, "'" + number + "' is not the number of a list element");
            }
            items.put(Integer.valueOf(number), item);
        });
        return items;
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// `<XResponse><XResult>…</XResult><ResponseMetadata>…`.
    public static String write(String operation, Shape output, String namespace, String requestId) {
        var xml = new XmlText();
        xml.raw("<" + operation + "Response xmlns=\"").text(namespace).raw("\">");
        xml.element(operation + "Result", () -> xml.members(output));
        xml.element("ResponseMetadata", () -> xml.element("RequestId", () -> xml.text(requestId)));
        return xml.raw("</" + operation + "Response>").toString();
    }
}
