package io.argosy.shapes;

/// One member of a structure: its name on the wire, its type, and where a REST protocol puts it.
public record Member(String name, Type type, boolean required, Place place, String placeName, boolean sensitive) {

    /// Where a member travels. All but BODY matter to REST protocols only.
    public enum Place {
        BODY,
        PATH,
        QUERY,
        HEADER,
        PAYLOAD
    }

    public static Member required(String name, Type type) {
        return new Member(name, type, true, Place.BODY, name, false);
    }

    public static Member optional(String name, Type type) {
        return new Member(name, type, false, Place.BODY, name, false);
    }

    public Member at(Place there, String nameThere) {
        return new Member(name, type, required, there, nameThere, sensitive);
    }

    public Member secret() {
        return new Member(name, type, required, place, placeName, true);
    }
}
