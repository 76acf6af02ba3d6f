package io.argosy.shapes;

import java.util.List;
import java.util.Map;

/// Shapes as XML: an element a member, lists as `<member>`, maps as `<entry>` with `<key>` and `<value>`.
final class XmlText {
    private final StringBuilder out = new StringBuilder(512);

    XmlText raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Characters XML 1.0 cannot carry become question marks.
    XmlText text(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#xD;");
                default -> out.appendCodePoint(point >= ' ' || point == '\n' || point == '\t' ? point : '?');
            }
        });
        return this;
    }

    void element(String name, Runnable content) {
        out.append('<').append(name).append('>');
        content.run();
        out.append("</").append(name).append('>');
    }

    void members(Shape shape) {
        List<Member> members = shape.structure().members();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Object value = shape.value(i);
            if (value != null) {
                element(member.name(), () -> value(member.type(), value));
            }
        }
    }

    private void value(Type type, Object value) {
        switch (type) {
            case Type.Scalar(var kind, var _) -> text(TextScalars.write(kind, value));
            case Type.ListOf(var element, var _) ->
                ((List<?>) value).forEach(item -> element("member", () -> value(element, item)));
            case Type.MapOf(var _, var element, var _) ->
                ((Map<?, ?>) value)
                        .forEach((key, item) -> element("entry", () -> {
                            element("key", () -> text((String) key));
                            element("value", () -> value(element, item));
                        }));
            case Type.Nested _ -> members((Shape) value);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
