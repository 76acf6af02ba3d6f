package shop;

/// Version 1 of what the report counts: sales by item.
final class Sales {
    static final String HEADING = "item";

    private Sales() {}

    static String key(String item, long placedMillis) {
        return '"' + item.replace("\"", "\"\"") + '"';
    }
}
