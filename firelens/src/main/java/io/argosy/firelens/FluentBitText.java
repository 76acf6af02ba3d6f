package io.argosy.firelens;

import java.util.Map;

/// The classic format of Fluent Bit: sections of keys and values.
final class FluentBitText implements RouterText {
    private final StringBuilder text = new StringBuilder();

    private FluentBitText section(String kind, String plugin) {
        text.append('[').append(kind).append("]\n");
        return entry("Name", plugin);
    }

    private FluentBitText entry(String name, String value) {
        text.append("    ").append(name).append(' ').append(value).append('\n');
        return this;
    }

    private void end() {
        text.append('\n');
    }

    @Override
    public void socketInput(String path) {
        section("INPUT", "forward")
                .entry("unix_path", path)
                .entry("Mem_Buf_Limit", "25MB")
                .end();
    }

    @Override
    public void portInput(String address, String port) {
        section("INPUT", "forward").entry("Listen", address).entry("Port", port).end();
    }

    @Override
    public void healthInput(String address, String port, String tag) {
        section("INPUT", "tcp")
                .entry("Listen", address)
                .entry("Port", port)
                .entry("Tag", tag)
                .end();
    }

    @Override
    public void addToRecords(Map<String, String> fields) {
        section("FILTER", "record_modifier").entry("Match", "*");
        fields.forEach((name, value) -> entry("Record", name + " " + value));
        end();
    }

    @Override
    public void keep(String tags, String pattern) {
        section("FILTER", "grep")
                .entry("Match", any(tags))
                .entry("Regex", "log " + pattern)
                .end();
    }

    @Override
    public void drop(String tags, String pattern) {
        section("FILTER", "grep")
                .entry("Match", any(tags))
                .entry("Exclude", "log " + pattern)
                .end();
    }

    @Override
    public void include(String file) {
        text.append("@INCLUDE ").append(file).append("\n\n");
    }

    @Override
    public void output(String match, String plugin, Map<String, String> entries) {
        section("OUTPUT", plugin).entry("Match", match);
        entries.forEach(this::entry);
        end();
    }

    @Override
    public String pluginOption() {
        return "Name";
    }

    @Override
    public String any(String tags) {
        return tags + "*";
    }

    @Override
    public String variable(String name) {
        return "${" + name + "}";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
